-- One row: the export with an idempotency key, and the fingerprint of its request.
-- $1 workspace_id bigint, $2 idempotency_key text
SELECT id, fingerprint
FROM export
WHERE workspace_id = $1::bigint AND idempotency_key = $2::text
