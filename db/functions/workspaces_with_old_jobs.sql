-- Crosses workspaces: returns the workspaces with a job that ended long ago.
CREATE OR REPLACE FUNCTION workspaces_with_old_jobs(age interval) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT DISTINCT job.workspace_id
    FROM job
    WHERE job.finished_at < now() - age
    ORDER BY job.workspace_id
$$;
