-- Crosses workspaces: finds out which workspaces some tokens belong to.
-- Returns one row per valid token and per existing workspace of these names, with the versions of its data and definitions.
-- One statement for each of them, because Citus would send a join of all of them to every shard.
CREATE OR REPLACE FUNCTION authentications(hashes bytea[], names text[]) RETURNS TABLE (
    hash bytea, name text, workspace_id bigint, token_id bigint, token_name text, scopes text[], data bigint,
    definitions bigint
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    FOR hash, name, workspace_id, token_id, token_name, scopes IN
        SELECT token.hash, NULL, token.workspace_id, token.id, token.name, token.scopes
        FROM token
        WHERE token.hash = ANY(hashes) AND token.revoked_at IS NULL AND coalesce(token.expires_at > now(), true)
        UNION ALL
        SELECT NULL, workspace.name, workspace.id, NULL, NULL, NULL FROM workspace WHERE workspace.name = ANY(names)
    LOOP
        SELECT coalesce(bit_xor(stamp.stamp), 0), coalesce(bit_xor(stamp.definitions), 0)
        INTO data, definitions
        FROM version_stamp AS stamp
        WHERE stamp.workspace_id = authentications.workspace_id;
        RETURN NEXT;
    END LOOP;
END
$$;
