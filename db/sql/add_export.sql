-- One row: the id of the new export. No row if the idempotency key is taken.
-- $1 workspace_id bigint, $2 series_id bigint, $3 request jsonb, $4 fingerprint bytea, $5 idempotency_key text,
-- $6 as_of timestamptz, $7 link_base text, $8 link_key bytea
INSERT INTO export (
    workspace_id, series_id, request, fingerprint, idempotency_key, as_of, link_base, link_key
)
VALUES (
    $1::bigint, $2::bigint, $3::jsonb, $4::bytea, $5::text, $6::timestamptz, $7::text, $8::bytea
)
ON CONFLICT (workspace_id, idempotency_key) DO NOTHING
RETURNING id
