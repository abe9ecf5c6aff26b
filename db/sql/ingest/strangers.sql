-- One row per event of the batch whose entry is another person's.
SELECT incoming.id
FROM passing
JOIN incoming ON incoming.passing = passing.number
WHERE NOT passing.is_theirs
