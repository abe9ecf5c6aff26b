-- A copy in DuckDB's own format, which is read three times faster than Parquet.
ATTACH '{file}' AS {name};

CREATE TABLE {name}.entry AS
{entry};

CREATE TABLE {name}.visit AS
{visit};

CREATE TABLE {name}.event AS
{event};
