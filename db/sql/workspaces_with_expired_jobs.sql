-- One row per workspace with a job whose lease has expired.
SELECT workspace_id FROM workspaces_with_expired_jobs() AS workspace_id
