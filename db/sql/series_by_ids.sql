-- One row per series, by id.
-- $1 workspace_id bigint, $2 series_ids bigint[]
SELECT id, key, name, status, goal, created_at
FROM series
WHERE workspace_id = $1::bigint AND id = ANY($2::bigint[])
