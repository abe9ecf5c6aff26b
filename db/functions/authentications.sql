-- Crosses workspaces: finds out which workspaces some tokens belong to.
-- Returns one row per valid token and per existing workspace of these names, with the versions of its data and definitions.
CREATE OR REPLACE FUNCTION authentications(hashes bytea[], names text[]) RETURNS TABLE (
    hash bytea, name text, workspace_id bigint, token_id bigint, token_name text, scopes text[], data bigint,
    definitions bigint
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT
        holder.hash, holder.name, holder.workspace_id, holder.token_id, holder.token_name, holder.scopes,
        coalesce(bit_xor(version_stamp.stamp), 0) AS data, coalesce(bit_xor(version_stamp.definitions), 0) AS definitions
    FROM (
        SELECT token.hash, NULL AS name, token.workspace_id, token.id AS token_id, token.name AS token_name, token.scopes
        FROM token
        WHERE token.hash = ANY(hashes) AND token.revoked_at IS NULL AND coalesce(token.expires_at > now(), true)
        UNION ALL
        SELECT NULL, workspace.name, workspace.id, NULL, NULL, NULL FROM workspace WHERE workspace.name = ANY(names)
    ) AS holder
    LEFT JOIN version_stamp ON version_stamp.workspace_id = holder.workspace_id
    GROUP BY holder.hash, holder.name, holder.workspace_id, holder.token_id, holder.token_name, holder.scopes
$$;
