-- One row: the job with its renewed lease. No row if the attempt has lost it.
-- $1 workspace_id bigint, $2 id bigint, $3 attempt integer, $4 lease interval
UPDATE job
SET lease_until = statement_timestamp() + $4::interval
WHERE job.workspace_id = $1::bigint AND job.id = $2::bigint AND job.attempt = $3::integer AND job.state = 'RUNNING'
RETURNING job.id
