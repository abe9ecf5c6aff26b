-- One row: the name of the token that is now revoked. No row if it was revoked before, or does not exist.
-- $1 workspace_id bigint, $2 id bigint
UPDATE token
SET revoked_at = now()
WHERE workspace_id = $1::bigint AND id = $2::bigint AND revoked_at IS NULL
RETURNING name
