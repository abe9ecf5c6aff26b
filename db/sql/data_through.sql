-- One row per series with events: the instant of its newest event.
-- $1 workspace_id bigint, $2 series_ids bigint[]
SELECT id, data_through
FROM series
WHERE workspace_id = $1::bigint AND id = ANY($2::bigint[]) AND data_through IS NOT NULL
