-- One row per event that was not recorded before. Inserted in the order of ids: two writers never wait in a circle.
-- $1 workspace_id bigint, $2 ids text[], $3 series_ids bigint[], $4 entry_ids bigint[], $5 person_ids bigint[],
-- $6 block_ids bigint[], $7 types event_type[], $8 instants timestamptz[], $9 waits_until timestamptz[],
-- $10 along path_condition[], $11 variants text[], $12 reasons text[], $13 companies text[], $14 receipts text[],
-- $15 urls text[], $16 details jsonb[]
INSERT INTO event (
    workspace_id, id, series_id, entry_id, person_id, block_id, type, at, waits_until, along, variant, reason,
    company, receipt, url, detail
)
SELECT $1::bigint, incoming.*
FROM unnest(
    $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::event_type[], $8::timestamptz[],
    $9::timestamptz[], $10::path_condition[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
    $16::jsonb[]
) AS incoming (
    id, series_id, entry_id, person_id, block_id, type, at, waits_until, along, variant, reason, company, receipt,
    url, detail
)
ORDER BY incoming.id
ON CONFLICT DO NOTHING
RETURNING id
