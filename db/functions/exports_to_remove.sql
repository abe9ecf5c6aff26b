-- Crosses workspaces: returns the exports whose archives can be removed: they have expired, or ended without one.
-- Only a minute after that, so that a process still writing the archive has noticed.
CREATE OR REPLACE FUNCTION exports_to_remove() RETURNS TABLE (workspace_id bigint, id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT export.workspace_id, export.id
    FROM export
    WHERE export.is_stored
        AND (export.status = 'COMPLETED' AND export.expires_at < now() - interval '1 minute'
            OR export.status IN ('NO_DATA', 'FAILED', 'CANCELED')
                AND export.completed_at < now() - interval '1 minute')
$$;
