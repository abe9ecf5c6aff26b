-- No rows. Creates the missing lanes of a series.
-- $1 workspace_id bigint, $2 series_id bigint, $3 lanes integer
INSERT INTO ingest_lane (workspace_id, series_id, number)
SELECT $1::bigint, $2::bigint, number FROM generate_series(0, $3::integer - 1) AS number
ON CONFLICT DO NOTHING
