-- No rows. Takes events out of the batch that are recorded already, where they could do harm: those must neither make
-- an entry nor be told as another person's. The others are found when they are recorded. After find_entries.
-- $1 workspace_id bigint
DELETE FROM incoming
USING passing, event
WHERE NOT passing.is_theirs AND incoming.passing = passing.number
    AND event.workspace_id = $1::bigint AND event.id = incoming.id
