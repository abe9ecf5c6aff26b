-- Crosses workspaces: returns the id of the workspace of a name, and whether it is new. Creates it if it is missing.
CREATE OR REPLACE FUNCTION ensure_workspace(wanted text) RETURNS TABLE (id bigint, is_new boolean)
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    WITH found AS (
        SELECT workspace.id FROM workspace WHERE workspace.name = wanted
    ),
    made AS (
        INSERT INTO workspace (name)
        SELECT wanted WHERE NOT EXISTS (SELECT FROM found)
        ON CONFLICT (name) DO UPDATE SET name = excluded.name -- so that it is returned if another transaction created it
        RETURNING workspace.id, old.id IS NULL AS is_new
    )
    SELECT found.id, false FROM found
    UNION ALL
    SELECT made.id, made.is_new FROM made
$$;
