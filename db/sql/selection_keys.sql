-- One row: the keys with which selections of the workspace are signed, the oldest first.
-- $1 workspace_id bigint
SELECT id, selection_keys
FROM workspace
WHERE id = $1::bigint
