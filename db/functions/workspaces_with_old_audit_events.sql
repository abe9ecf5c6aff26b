-- Crosses workspaces: returns the workspaces with an old entry of the audit log.
CREATE OR REPLACE FUNCTION workspaces_with_old_audit_events(age interval) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT workspace.id
    FROM workspace
    WHERE workspace.id IN (SELECT audit_event.workspace_id FROM audit_event WHERE audit_event.at < now() - age)
    ORDER BY workspace.id
$$;
