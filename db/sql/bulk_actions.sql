-- One row per bulk action, by id.
-- $1 workspace_id bigint, $2 ids bigint[]
SELECT
    bulk_action.id, bulk_action.kind, bulk_action.status, bulk_action.selected, bulk_action.processed,
    bulk_action.succeeded, bulk_action.skipped, bulk_action.failed, bulk_action.error, bulk_action.undone_by,
    bulk_action.created_at, bulk_action.completed_at, bulk_action.tag_id, bulk_action.requested_by,
    bulk_action.has_people, message.subject
FROM bulk_action
LEFT JOIN message ON message.workspace_id = $1::bigint AND message.bulk_action_id = bulk_action.id
WHERE bulk_action.workspace_id = $1::bigint AND bulk_action.id = ANY($2::bigint[])
