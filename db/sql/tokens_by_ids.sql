-- One row per token, by id.
-- $1 workspace_id bigint, $2 ids bigint[]
SELECT id, name, scopes, created_at, expires_at, last_used_at, revoked_at
FROM token
WHERE workspace_id = $1::bigint AND id = ANY($2::bigint[])
