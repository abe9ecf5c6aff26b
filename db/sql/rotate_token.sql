-- One row: the token, which now expires after the overlap, or before if it would have. No row if it is not valid.
-- $1 workspace_id bigint, $2 id bigint, $3 overlap interval
UPDATE token
SET expires_at = least(expires_at, now() + $3::interval)
WHERE workspace_id = $1::bigint AND id = $2::bigint AND revoked_at IS NULL AND coalesce(expires_at > now(), true)
RETURNING id, name, scopes, created_at, expires_at, last_used_at, revoked_at
