-- One row: the job, locked, with its number of failures in a row. No row if the attempt has lost it.
-- $1 workspace_id bigint, $2 id bigint, $3 attempt integer
SELECT job.id, job.kind, job.subject_id, job.attempt, job.failures
FROM job
WHERE job.workspace_id = $1::bigint AND job.id = $2::bigint AND job.attempt = $3::integer AND job.state = 'RUNNING'
FOR UPDATE
