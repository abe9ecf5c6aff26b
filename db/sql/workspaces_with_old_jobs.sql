-- One row per workspace with a job that ended long ago.
-- $1 age interval
SELECT DISTINCT job.workspace_id
FROM job
WHERE job.finished_at < now() - $1::interval
ORDER BY job.workspace_id
