-- One row per job with an expired lease, locked. Jobs in the middle of a transaction are left out.
-- $1 workspace_id bigint
SELECT job.id, job.kind, job.subject_id, job.attempt, job.failures
FROM job
WHERE job.workspace_id = $1::bigint AND job.state = 'RUNNING' AND job.lease_until < now()
ORDER BY job.id
FOR UPDATE SKIP LOCKED
