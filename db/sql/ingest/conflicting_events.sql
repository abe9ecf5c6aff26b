-- One row per event of the batch whose entry belongs to another person: its id. Removes it from the batch.
DELETE FROM incoming
USING passing
WHERE incoming.passing = passing.number AND NOT passing.is_theirs
RETURNING incoming.id
