-- One row per valid token and per workspace that exists: which workspace it is, what the token may do, and the versions of
-- everything that can be seen there, and of its definitions. Bootstrap tokens are not stored: for them the name of the
-- workspace is asked.
-- $1 SHA-256 of tokens: bytea[], $2 names of workspaces: text[]
SELECT
    holder.hash, holder.name, holder.workspace_id, holder.scopes, version.data, version.definitions
FROM (
    SELECT hash, NULL::text AS name, workspace_id, scopes FROM token WHERE hash = ANY($1::bytea[]) AND revoked_at IS NULL
    UNION ALL
    SELECT NULL, name, id, NULL FROM workspace WHERE name = ANY($2::text[])
) AS holder
CROSS JOIN LATERAL (
    SELECT coalesce(bit_xor(stamp), 0) AS data, coalesce(bit_xor(definitions), 0) AS definitions
    FROM version_stamp
    WHERE workspace_id = holder.workspace_id
) AS version
