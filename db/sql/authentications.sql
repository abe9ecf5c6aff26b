-- One row per valid token and per existing workspace: the workspace, the token's id, name and scopes (null: all), and
-- the versions of the workspace's data and of its definitions. The bootstrap token is not stored, so its workspace is
-- looked up by name.
-- $1 SHA-256 of tokens: bytea[], $2 names of workspaces: text[]
SELECT
    holder.hash, holder.name, holder.workspace_id, holder.token_id, holder.token_name, holder.scopes,
    version.data, version.definitions
FROM (
    SELECT hash, NULL::text AS name, workspace_id, id AS token_id, name AS token_name, scopes
    FROM token
    WHERE hash = ANY($1::bytea[]) AND revoked_at IS NULL AND coalesce(expires_at > now(), true)
    UNION ALL
    SELECT NULL, name, id, NULL, NULL, NULL FROM workspace WHERE name = ANY($2::text[])
) AS holder
CROSS JOIN LATERAL (
    SELECT coalesce(bit_xor(stamp), 0) AS data, coalesce(bit_xor(definitions), 0) AS definitions
    FROM version_stamp
    WHERE workspace_id = holder.workspace_id
) AS version
