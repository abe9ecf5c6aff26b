-- One row per job that was sent a while ago and has not started, locked, oldest first.
-- $1 workspace_id bigint, $2 patience interval
SELECT job.id, job.attempt, job.sends
FROM job
WHERE job.workspace_id = $1::bigint AND job.state = 'QUEUED' AND job.sent_at < now() - $2::interval
ORDER BY job.run_at, job.id
FOR UPDATE SKIP LOCKED
