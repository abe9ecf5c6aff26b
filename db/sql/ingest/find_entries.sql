-- No rows. Finds the entries of the batch and their people, where not found yet.
-- $1 workspace_id bigint
UPDATE staged_entry SET
    entry_id = entry.id,
    person_id = entry.person_id,
    is_theirs = person.external_id = staged_entry.person,
    first_at = entry.first_at,
    company_at = (entry.company).at,
    starts_late = staged_entry.starts AND entry.first_at IS NOT NULL AND NOT entry.is_started
FROM entry
JOIN person ON person.workspace_id = $1::bigint AND person.id = entry.person_id
WHERE entry.workspace_id = $1::bigint AND entry.series_id = staged_entry.series_id AND entry.key = staged_entry.entry
    AND staged_entry.entry_id IS NULL
