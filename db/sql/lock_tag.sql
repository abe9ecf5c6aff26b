-- One row: the tag, locked. Whoever changes who has it locks it first, so that nobody waits in a circle.
-- $1 workspace_id bigint, $2 id bigint
SELECT tag.id
FROM tag
WHERE tag.workspace_id = $1::bigint AND tag.id = $2::bigint
FOR NO KEY UPDATE
