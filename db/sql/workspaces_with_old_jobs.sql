-- One row per workspace with a job that ended long ago.
-- $1 age interval
SELECT workspace_id FROM workspaces_with_old_jobs($1::interval) AS workspace_id
