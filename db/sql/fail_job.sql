-- One row: the job, failed for good. No row if the attempt has lost it. Notifies the relays.
-- $1 workspace_id bigint, $2 id bigint, $3 attempt integer, $4 error text
WITH failed AS (
    UPDATE job
    SET state = 'FAILED', finished_at = now(), error = $4::text
    WHERE job.workspace_id = $1::bigint AND job.id = $2::bigint AND job.attempt = $3::integer AND job.state = 'RUNNING'
    RETURNING job.id
)
SELECT failed.id, pg_notify('milepost_jobs', '')
FROM failed
