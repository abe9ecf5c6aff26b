-- One row per workspace with a job whose lease has expired.
SELECT DISTINCT job.workspace_id
FROM job
WHERE job.state = 'RUNNING' AND job.lease_until < now()
ORDER BY job.workspace_id
