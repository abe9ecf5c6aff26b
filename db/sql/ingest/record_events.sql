-- No rows. Records the events of the batch, in the order of ids so that writers do not deadlock.
-- Without ON CONFLICT, which costs more than drop_known: an event that another writer has recorded meanwhile is an
-- error.
-- $1 workspace_id bigint
INSERT INTO event (
    workspace_id, id, series_id, entry_id, person_id, block_id, type, at, waits_until, along, variant, reason,
    company, receipt, url, detail
)
SELECT
    $1::bigint, incoming.id, passing.series_id, passing.entry_id, passing.person_id, incoming.block_id,
    incoming.type, incoming.at, incoming.waits_until, incoming.along, incoming.variant, incoming.reason,
    incoming.company, incoming.receipt, incoming.url, incoming.detail
FROM incoming
JOIN passing ON passing.number = incoming.passing
ORDER BY incoming.id
