-- No rows. Assigns each new entry to the first person who names it, and creates the missing people, in the order of ids
-- so that writers do not deadlock. Run after drop_known.
-- $1 workspace_id bigint
WITH claimed AS (
    UPDATE staged_entry SET is_theirs = true
    FROM (
        SELECT DISTINCT ON (series_id, entry) number
        FROM staged_entry
        WHERE entry_id IS NULL AND number IN (SELECT entry_number FROM staged_event)
        ORDER BY series_id, entry, number
    ) AS first
    WHERE staged_entry.number = first.number
    RETURNING staged_entry.person
),
known AS (
    SELECT external_id
    FROM person
    WHERE workspace_id = $1::bigint AND external_id = ANY(ARRAY(SELECT claimed.person FROM claimed))
)
INSERT INTO person (workspace_id, external_id)
SELECT DISTINCT $1::bigint, claimed.person
FROM claimed
WHERE claimed.person NOT IN (SELECT external_id FROM known)
ORDER BY claimed.person
ON CONFLICT DO NOTHING
