-- One row: the workspace.
-- $1 workspace_id bigint
SELECT id, coalesce(title, name) AS name, time_zone
FROM workspace
WHERE id = $1::bigint
