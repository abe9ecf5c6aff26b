-- One row per workspace with an old entry of the audit log.
-- $1 age interval
SELECT workspace_id FROM workspaces_with_old_audit_events($1::interval) AS workspace_id
