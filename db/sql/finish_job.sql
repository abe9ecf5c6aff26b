-- One row: the job, done. No row if the attempt has lost it. Notifies the relays, because another job can now run.
-- $1 workspace_id bigint, $2 id bigint, $3 attempt integer
WITH finished AS (
    UPDATE job
    SET state = 'DONE', finished_at = now()
    WHERE job.workspace_id = $1::bigint AND job.id = $2::bigint AND job.attempt = $3::integer AND job.state = 'RUNNING'
    RETURNING job.id
)
SELECT finished.id, pg_notify('milepost_jobs', '')
FROM finished
