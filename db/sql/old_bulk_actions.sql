-- One row per bulk action of any workspace that ended so long ago that its people are no longer needed.
-- $1 age interval
SELECT bulk_action.workspace_id, bulk_action.id
FROM bulk_action
WHERE bulk_action.has_people AND bulk_action.completed_at < now() - $1::interval
ORDER BY bulk_action.workspace_id, bulk_action.completed_at
