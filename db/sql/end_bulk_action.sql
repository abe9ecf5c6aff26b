-- One row: the bulk action, ended before completion. No row if it had already ended.
-- $1 workspace_id bigint, $2 id bigint, $3 status job_status, $4 error text
UPDATE bulk_action
SET status = $3::job_status, error = $4::text, completed_at = statement_timestamp()
WHERE bulk_action.workspace_id = $1::bigint AND bulk_action.id = $2::bigint
    AND bulk_action.status IN ('PENDING', 'IN_PROGRESS')
RETURNING bulk_action.id
