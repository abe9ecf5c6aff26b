-- One row: the token, of any workspace, that is revoked now if it was not before. None if there is no such token.
-- $1 id: bigint
UPDATE token
SET revoked_at = coalesce(revoked_at, now())
WHERE id = $1::bigint
RETURNING name
