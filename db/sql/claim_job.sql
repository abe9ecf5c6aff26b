-- One row: the job, now leased under a new attempt. No row if it is not waiting, or has a later attempt.
-- $1 workspace_id bigint, $2 id bigint, $3 attempt integer, $4 lease interval
UPDATE job
SET state = 'RUNNING', attempt = job.attempt + 1, lease_until = now() + $4::interval
WHERE job.workspace_id = $1::bigint AND job.id = $2::bigint AND job.attempt = $3::integer AND job.state = 'QUEUED'
RETURNING job.id, job.kind, job.subject_id, job.attempt, job.failures
