-- One row: the job, locked, with its failures in a row. None: it is no longer held under that attempt.
-- $1 workspace_id bigint, $2 id bigint, $3 attempt integer
SELECT job.id, job.kind, job.subject_id, job.attempt, job.failures
FROM job
WHERE job.workspace_id = $1::bigint AND job.id = $2::bigint AND job.attempt = $3::integer AND job.state = 'RUNNING'
FOR UPDATE
