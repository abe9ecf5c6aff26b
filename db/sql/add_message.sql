-- No rows. Stores the templates of a bulk action.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 subject text, $4 body text, $5 link_key bytea
INSERT INTO message (workspace_id, bulk_action_id, subject, body, link_key)
VALUES ($1::bigint, $2::bigint, $3::text, $4::text, $5::bytea)
