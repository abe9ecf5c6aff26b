-- One row: the tag, locked. Every writer of its people locks it first, so that writers do not deadlock.
-- $1 workspace_id bigint, $2 id bigint
SELECT tag.id
FROM tag
WHERE tag.workspace_id = $1::bigint AND tag.id = $2::bigint
FOR NO KEY UPDATE
