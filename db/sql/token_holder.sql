-- One row: what a valid token may do. None if it is unknown or revoked; the token is what names the workspace.
-- $1 SHA-256 of the token: bytea
SELECT workspace_id, scopes
FROM token
WHERE hash = $1::bytea
    AND revoked_at IS NULL
