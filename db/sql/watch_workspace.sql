-- No rows. Notifies the changes of a workspace for a number of seconds from now.
-- $1 workspace_id bigint, $2 seconds integer
INSERT INTO watched_workspace AS watched (workspace_id, until)
VALUES ($1::bigint, clock_timestamp() + make_interval(secs => $2::integer))
ON CONFLICT (workspace_id) DO UPDATE SET until = greatest(watched.until, excluded.until)
