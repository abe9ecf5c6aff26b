-- One row: the id of the tag of this name. No row if there is none.
-- $1 workspace_id bigint, $2 name text
SELECT tag.id
FROM tag
WHERE tag.workspace_id = $1::bigint AND tag.name = $2::text
