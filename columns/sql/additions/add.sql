-- Adds rows.
INSERT INTO {name}.entry
{entry};

INSERT INTO {name}.visit
{visit};

INSERT INTO {name}.event
{event};
