-- One row: the bulk action that ended before it was completed. None: it was over already.
-- $1 workspace_id bigint, $2 id bigint, $3 status job_status, $4 error text
UPDATE bulk_action
SET status = $3::job_status, error = $4::text, completed_at = clock_timestamp()
WHERE bulk_action.workspace_id = $1::bigint AND bulk_action.id = $2::bigint
    AND bulk_action.status IN ('PENDING', 'IN_PROGRESS')
RETURNING bulk_action.id
