-- One row per workspace with an old entry of the audit log.
-- $1 age interval
SELECT workspace.id AS workspace_id
FROM workspace
WHERE EXISTS (
    SELECT FROM audit_event WHERE audit_event.workspace_id = workspace.id AND audit_event.at < now() - $1::interval
)
ORDER BY workspace.id
