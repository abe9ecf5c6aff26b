-- One row per event id that is already recorded.
-- $1 workspace_id bigint, $2 ids text[]
SELECT id
FROM event
WHERE workspace_id = $1::bigint AND id = ANY($2::text[])
