-- One row: the id of the new token.
-- $1 workspace_id bigint, $2 name text, $3 SHA-256 of the token: bytea, $4 scopes text[], $5 expires_at timestamptz,
-- $6 rotates bigint
INSERT INTO token (workspace_id, name, hash, scopes, expires_at, rotates)
VALUES ($1::bigint, $2::text, $3::bytea, $4::text[], $5::timestamptz, $6::bigint)
RETURNING id
