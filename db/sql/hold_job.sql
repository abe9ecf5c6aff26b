-- One row: the job, locked until this transaction ends. Resets its failures, because it makes progress. No row if the
-- attempt has lost it.
-- $1 workspace_id bigint, $2 id bigint, $3 attempt integer
UPDATE job
SET failures = 0
WHERE job.workspace_id = $1::bigint AND job.id = $2::bigint AND job.attempt = $3::integer AND job.state = 'RUNNING'
RETURNING job.id
