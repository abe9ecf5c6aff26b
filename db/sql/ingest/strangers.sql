-- One row per event of the batch whose entry is another person's: they are taken out of it.
DELETE FROM incoming
USING passing
WHERE incoming.passing = passing.number AND NOT passing.is_theirs
RETURNING incoming.id
