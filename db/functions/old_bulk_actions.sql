-- Crosses workspaces: returns the bulk actions that ended so long ago that their people are not needed.
CREATE OR REPLACE FUNCTION old_bulk_actions(age interval) RETURNS TABLE (workspace_id bigint, id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT bulk_action.workspace_id, bulk_action.id
    FROM bulk_action
    WHERE bulk_action.has_people AND bulk_action.completed_at < now() - age
    ORDER BY bulk_action.workspace_id, bulk_action.completed_at
$$;
