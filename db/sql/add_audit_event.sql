-- No rows. Writes an entry of the audit log.
-- $1 workspace_id bigint, $2 action text, $3 token text, $4 request_id text, $5 address text, $6 people integer,
-- $7 detail jsonb
INSERT INTO audit_event (workspace_id, action, token, request_id, address, people, detail)
VALUES ($1::bigint, $2::text, $3::text, $4::text, $5::text, $6::integer, $7::jsonb)
