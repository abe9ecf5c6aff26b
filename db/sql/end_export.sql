-- One row if the export was active. Ends it without an archive, with a status.
-- $1 workspace_id bigint, $2 id bigint, $3 status job_status, $4 error text
UPDATE export
SET status = $3::job_status, error = $4::text, completed_at = now(),
    progress = CASE WHEN $3::job_status = 'NO_DATA' THEN 1 ELSE progress END
WHERE workspace_id = $1::bigint AND id = $2::bigint AND status IN ('PENDING', 'IN_PROGRESS')
RETURNING id
