-- One row: the token of any workspace, revoked now or before. No row if there is no such token.
-- $1 id: bigint
UPDATE token
SET revoked_at = coalesce(revoked_at, now())
WHERE id = $1::bigint
RETURNING name
