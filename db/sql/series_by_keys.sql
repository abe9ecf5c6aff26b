-- One row per series, by key.
-- $1 workspace_id bigint, $2 keys text[]
SELECT id, key, name, status, goal, created_at
FROM series
WHERE workspace_id = $1::bigint AND key = ANY($2::text[])
