-- One row per workspace with a job that is due, or was sent a while ago and has not started.
-- $1 patience interval
SELECT DISTINCT job.workspace_id
FROM job
WHERE job.state = 'QUEUED' AND job.run_at <= now() AND (job.sent_at IS NULL OR job.sent_at < now() - $1::interval)
ORDER BY job.workspace_id
