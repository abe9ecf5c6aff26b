-- One row per bulk action that was over so long ago that its people are not needed any more, of all workspaces.
-- $1 age interval
SELECT bulk_action.workspace_id, bulk_action.id
FROM bulk_action
WHERE bulk_action.has_people AND bulk_action.completed_at < now() - $1::interval
ORDER BY bulk_action.workspace_id, bulk_action.completed_at
