-- One row: whether a role exists.
-- $1 role text
SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1::text) AS has_role
