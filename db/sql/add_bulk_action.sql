-- One row: the id of the new bulk action. No row if a committed bulk action has the idempotency key.
-- $1 workspace_id bigint, $2 kind bulk_action_kind, $3 requested_by text, $4 filter jsonb, $5 given_filter jsonb,
-- $6 idempotency_key text, $7 input_hash bytea
INSERT INTO bulk_action (workspace_id, kind, requested_by, filter, given_filter, idempotency_key, input_hash)
VALUES ($1::bigint, $2::bulk_action_kind, $3::text, $4::jsonb, $5::jsonb, $6::text, $7::bytea)
ON CONFLICT (workspace_id, idempotency_key) DO NOTHING
RETURNING id
