-- One row per event that is already recorded: its id. Removes it from the batch, because it must not be merged, create
-- an entry, or be reported as a conflict with another person's entry.
-- $1 workspace_id bigint
DELETE FROM staged_event
-- One index look-up per event: a join would read the whole workspace while that is small.
WHERE (SELECT true FROM event WHERE event.workspace_id = $1::bigint AND event.id = staged_event.id)
RETURNING id
