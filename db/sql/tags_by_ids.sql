-- One row per tag, by id.
-- $1 workspace_id bigint, $2 tag_ids bigint[]
SELECT id, name, people
FROM tag
WHERE workspace_id = $1::bigint AND id = ANY($2::bigint[])
