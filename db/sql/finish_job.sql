-- One row: the job that is done. None: it is no longer held under that attempt. Wakes the relays: there is room for more.
-- $1 workspace_id bigint, $2 id bigint, $3 attempt integer
WITH finished AS (
    UPDATE job
    SET state = 'DONE', finished_at = now()
    WHERE job.workspace_id = $1::bigint AND job.id = $2::bigint AND job.attempt = $3::integer AND job.state = 'RUNNING'
    RETURNING job.id
)
SELECT finished.id, pg_notify('milepost_jobs', '')
FROM finished
