-- No rows. Stores which bulk action undoes another one.
-- $1 workspace_id bigint, $2 id bigint, $3 undone_by bigint
UPDATE bulk_action
SET undone_by = $3::bigint
WHERE bulk_action.workspace_id = $1::bigint AND bulk_action.id = $2::bigint
