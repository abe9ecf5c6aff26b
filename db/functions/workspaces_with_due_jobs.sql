-- Crosses workspaces: returns the workspaces with a job that is due, or was sent a while ago and has not started.
CREATE OR REPLACE FUNCTION workspaces_with_due_jobs(patience interval) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT DISTINCT job.workspace_id
    FROM job
    WHERE job.state = 'QUEUED' AND job.run_at <= now() AND (job.sent_at IS NULL OR job.sent_at < now() - patience)
    ORDER BY job.workspace_id
$$;
