-- One row per event that is recorded already: its id. Takes it out of the batch: it must neither be merged, nor make an
-- entry, nor be told as another person's.
-- $1 workspace_id bigint
DELETE FROM incoming
-- Asked of the index one by one: a join would read the whole workspace while that is small.
WHERE (SELECT true FROM event WHERE event.workspace_id = $1::bigint AND event.id = incoming.id)
RETURNING id
