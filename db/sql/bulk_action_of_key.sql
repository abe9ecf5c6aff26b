-- One row: the bulk action with an idempotency key, and the hash of its input.
-- $1 workspace_id bigint, $2 idempotency_key text
SELECT bulk_action.id, bulk_action.input_hash
FROM bulk_action
WHERE bulk_action.workspace_id = $1::bigint AND bulk_action.idempotency_key = $2::text
