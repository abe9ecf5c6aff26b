-- One row: the job, which is sent again after a pause. No row if the attempt has lost it.
-- $1 workspace_id bigint, $2 id bigint, $3 attempt integer, $4 pause interval, $5 failures_more integer
WITH requeued AS (
    UPDATE job
    SET state = 'QUEUED', run_at = now() + $4::interval, sent_at = NULL, lease_until = NULL,
        failures = job.failures + $5::integer
    WHERE job.workspace_id = $1::bigint AND job.id = $2::bigint AND job.attempt = $3::integer AND job.state = 'RUNNING'
    RETURNING job.id
)
SELECT requeued.id, pg_notify('milepost_jobs', '')
FROM requeued
