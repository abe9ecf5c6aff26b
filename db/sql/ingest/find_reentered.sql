-- No rows. Finds the people of the batch with several entries in one series. Run after make_entries.
-- $1 workspace_id bigint
INSERT INTO reentered (series_id, person_id)
SELECT DISTINCT passing.series_id, passing.person_id
FROM passing
WHERE passing.is_theirs AND EXISTS (
    SELECT FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.series_id = passing.series_id
        AND entry.person_id = passing.person_id AND entry.id <> passing.entry_id
)
