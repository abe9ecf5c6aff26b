-- No rows. Finds the people of the batch with several entries in one series. Run after make_entries.
-- $1 workspace_id bigint
INSERT INTO reentered (series_id, person_id)
SELECT DISTINCT staged_entry.series_id, staged_entry.person_id
FROM staged_entry
JOIN (
    SELECT entry.id, entry.series_id, entry.person_id
    FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.person_id = ANY(ARRAY(
        SELECT staged_entry.person_id FROM staged_entry WHERE staged_entry.is_theirs
    ))
    OFFSET 0
) AS their ON their.series_id = staged_entry.series_id AND their.person_id = staged_entry.person_id
    AND their.id <> staged_entry.entry_id
WHERE staged_entry.is_theirs
