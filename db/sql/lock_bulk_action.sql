-- One row: the bulk action, locked.
-- $1 workspace_id bigint, $2 id bigint
SELECT
    bulk_action.id, bulk_action.kind, bulk_action.status, bulk_action.succeeded, bulk_action.last_batch,
    bulk_action.tag_id, bulk_action.undoes, bulk_action.undone_by, bulk_action.completed_at, bulk_action.has_people
FROM bulk_action
WHERE bulk_action.workspace_id = $1::bigint AND bulk_action.id = $2::bigint
FOR NO KEY UPDATE
