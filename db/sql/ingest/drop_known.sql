-- One row per event that is already recorded: its id. Removes it from the batch, because it must not be merged, create
-- an entry, or be reported as a conflict with another person's entry.
-- $1 workspace_id bigint
DELETE FROM staged_event
WHERE staged_event.id IN (
    -- One index look-up per event: a join would read the whole workspace while that is small.
    SELECT event.id
    FROM event
    WHERE event.workspace_id = $1::bigint AND event.id = ANY(ARRAY(SELECT staged_event.id FROM staged_event))
    OFFSET 0
)
RETURNING staged_event.id
