-- One row per series that has an event: the instant of the newest one seen.
-- $1 workspace_id bigint, $2 series_ids bigint[]
SELECT id, data_through
FROM series
WHERE workspace_id = $1::bigint AND id = ANY($2::bigint[]) AND data_through IS NOT NULL
