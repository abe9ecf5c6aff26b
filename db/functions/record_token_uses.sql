-- Crosses workspaces: stores that tokens are used now, unless another process did so within the last minute.
-- Skips tokens that another transaction changes, so that it never waits.
CREATE OR REPLACE FUNCTION record_token_uses(workspace_ids bigint[], ids bigint[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    UPDATE token
    SET last_used_at = now()
    FROM (
        SELECT token.workspace_id, token.id
        FROM unnest(workspace_ids, ids) AS used (workspace_id, id)
        JOIN token USING (workspace_id, id)
        WHERE coalesce(token.last_used_at < now() - interval '1 minute', true)
        FOR NO KEY UPDATE OF token SKIP LOCKED
    ) AS due
    WHERE token.workspace_id = due.workspace_id AND token.id = due.id
$$;
