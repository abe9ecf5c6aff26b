-- One row: the id of the new bulk action. No row if a committed bulk action has the idempotency key.
-- $1 workspace_id bigint, $2 kind bulk_action_kind, $3 idempotency_key text, $4 input_hash bytea
INSERT INTO bulk_action (workspace_id, kind, idempotency_key, input_hash)
VALUES ($1::bigint, $2::bulk_action_kind, $3::text, $4::bytea)
ON CONFLICT (workspace_id, idempotency_key) DO NOTHING
RETURNING id
