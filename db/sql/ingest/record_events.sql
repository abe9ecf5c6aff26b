-- No rows. Records the events of the batch, and which of them were new.
-- Inserted in the order of ids: two writers never wait in a circle.
-- $1 workspace_id bigint
WITH recorded AS (
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
    WHERE passing.is_theirs
    ORDER BY incoming.id
    ON CONFLICT DO NOTHING
    RETURNING id, series_id, entry_id, person_id, block_id, type, at, waits_until, along, variant, reason, company
)
INSERT INTO fresh SELECT * FROM recorded
