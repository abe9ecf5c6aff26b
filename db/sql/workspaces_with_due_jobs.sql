-- One row per workspace with a job that is due, or was sent a while ago and has not started.
-- $1 patience interval
SELECT workspace_id FROM workspaces_with_due_jobs($1::interval) AS workspace_id
