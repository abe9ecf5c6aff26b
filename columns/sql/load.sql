-- A copy in DuckDB's own format, which is read three times faster than Parquet. Without the departures of visits, which only
-- a recount of stored counts reads.
ATTACH '{file}' AS {name};

CREATE TABLE {name}.entry AS
SELECT true AS is_started, entry.*
FROM read_parquet(getvariable('entry_files')) AS entry;

CREATE TABLE {name}.visit AS
SELECT visit.* EXCLUDE (left_at, condition, variant) REPLACE (visit.kind::block_kind AS kind, visit.ended_as::visit_state AS ended_as)
FROM read_parquet(getvariable('visit_files')) AS visit;

CREATE TABLE {name}.event AS
SELECT event.* REPLACE (event.type::event_type AS type)
FROM read_parquet(getvariable('event_files')) AS event;
