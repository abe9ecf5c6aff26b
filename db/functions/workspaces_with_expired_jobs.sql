-- Crosses workspaces: returns the workspaces with a job whose lease has expired.
CREATE OR REPLACE FUNCTION workspaces_with_expired_jobs() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT DISTINCT job.workspace_id
    FROM job
    WHERE job.state = 'RUNNING' AND job.lease_until < now()
    ORDER BY job.workspace_id
$$;
