-- One row: the stored token.
-- $1 workspace_id bigint, $2 name text, $3 SHA-256 of the token: bytea, $4 scopes text[]
INSERT INTO token (workspace_id, name, hash, scopes)
VALUES ($1::bigint, $2::text, $3::bytea, $4::text[])
RETURNING id
