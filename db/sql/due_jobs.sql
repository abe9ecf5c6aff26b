-- One row per unsent job that is due, locked, oldest first. Limited by how many jobs the workspace may still run.
-- $1 workspace_id bigint, $2 most_under_way bigint
SELECT job.id, job.attempt, job.sends
FROM job
WHERE job.workspace_id = $1::bigint AND job.state = 'QUEUED' AND job.sent_at IS NULL AND job.run_at <= now()
ORDER BY job.run_at, job.id
LIMIT greatest(0, $2::bigint - (
    SELECT count(*)
    FROM job AS under_way
    WHERE under_way.workspace_id = $1::bigint
        AND (under_way.state = 'RUNNING' OR under_way.state = 'QUEUED' AND under_way.sent_at IS NOT NULL)
))
FOR UPDATE OF job SKIP LOCKED
