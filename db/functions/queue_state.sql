-- Crosses workspaces: returns the number of due jobs that no worker has started, and for how many seconds the oldest of
-- them has been due.
CREATE OR REPLACE FUNCTION queue_state() RETURNS TABLE (waiting bigint, oldest_seconds double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT count(*), coalesce(extract(epoch FROM now() - min(job.run_at)), 0)::float8
    FROM job
    WHERE job.state = 'QUEUED' AND job.run_at <= now()
$$;
