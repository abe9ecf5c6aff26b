-- No rows. Records the events of the batch, in the order of ids so that writers do not deadlock.
-- Without ON CONFLICT, which costs more than drop_known: an event that another writer has recorded meanwhile is an
-- error.
-- $1 workspace_id bigint
INSERT INTO event (
    workspace_id, id, series_id, entry_id, person_id, block_id, type, at, waits_until, along, variant, reason,
    company, receipt, url, detail
)
SELECT
    $1::bigint, staged_event.id, staged_entry.series_id, staged_entry.entry_id, staged_entry.person_id,
    staged_event.block_id, staged_event.type, staged_event.at, staged_event.waits_until, staged_event.along,
    staged_event.variant, staged_event.reason, staged_event.company, staged_event.receipt, staged_event.url,
    staged_event.detail
FROM staged_event
JOIN staged_entry ON staged_entry.number = staged_event.entry_number
ORDER BY staged_event.id
