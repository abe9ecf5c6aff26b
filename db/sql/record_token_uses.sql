-- No rows. Stores that tokens of any workspaces are used now, unless another process did so within the last minute.
-- Skips tokens that another transaction changes, so that it never waits.
-- $1 workspace_ids bigint[], $2 ids bigint[]
UPDATE token
SET last_used_at = now()
FROM (
    SELECT token.workspace_id, token.id
    FROM unnest($1::bigint[], $2::bigint[]) AS used (workspace_id, id)
    JOIN token USING (workspace_id, id)
    WHERE coalesce(token.last_used_at < now() - interval '1 minute', true)
    FOR NO KEY UPDATE OF token SKIP LOCKED
) AS due
WHERE token.workspace_id = due.workspace_id AND token.id = due.id
