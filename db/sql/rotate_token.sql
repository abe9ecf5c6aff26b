-- One row: the token as it was before. It now expires after the overlap, or before if it would have. No row if it is not
-- valid.
-- $1 workspace_id bigint, $2 id bigint, $3 overlap interval
WITH before AS (
    SELECT id, name, scopes, created_at, expires_at, last_used_at, revoked_at
    FROM token
    WHERE workspace_id = $1::bigint AND id = $2::bigint AND revoked_at IS NULL AND coalesce(expires_at > now(), true)
    FOR NO KEY UPDATE
)
UPDATE token
SET expires_at = least(before.expires_at, now() + $3::interval)
FROM before
WHERE token.workspace_id = $1::bigint AND token.id = before.id
RETURNING
    before.id, before.name, before.scopes, before.created_at, before.expires_at, before.last_used_at, before.revoked_at
