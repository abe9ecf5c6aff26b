-- One row per event of a type at a block, or of the whole series where it names none.
-- $1 workspace_id bigint, $2 series_id bigint, $3 begin timestamptz, $4 before timestamptz,
-- $5 started_begin timestamptz, $6 started_before timestamptz, $7 is_sheet boolean,
-- $8 type event_type
SELECT
    CASE WHEN event.block_id IS NULL THEN global_id('Entry', event.entry_id::text)
        ELSE sheet_text(receipt_id(event.receipt, event.entry_id, event.block_id), $7::boolean) END AS receipt_id,
    instant_text(event.at) AS at
FROM event
JOIN entry ON entry.workspace_id = $1::bigint AND entry.id = event.entry_id
WHERE event.workspace_id = $1::bigint AND event.series_id = $2::bigint AND event.type = $8::event_type
    AND event.at >= $3::timestamptz AND event.at < $4::timestamptz
    AND entry.started_at >= $5::timestamptz AND entry.started_at < $6::timestamptz
    /* people: event.person_id */
ORDER BY event.at, event.id
