-- No rows. Deletes jobs that ended long ago, the oldest first. The command tag counts them.
-- $1 workspace_id bigint, $2 age interval, $3 most bigint
DELETE FROM job
WHERE job.workspace_id = $1::bigint
    AND job.id = ANY(ARRAY(
        SELECT old.id
        FROM job AS old
        WHERE old.workspace_id = $1::bigint AND old.finished_at < now() - $2::interval
        ORDER BY old.finished_at
        LIMIT $3::bigint
    ))
