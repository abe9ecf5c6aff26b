-- No rows. Finds the entries of the batch and their people, where not found yet.
-- $1 workspace_id bigint
UPDATE passing SET
    entry_id = entry.id,
    person_id = entry.person_id,
    is_theirs = person.external_id = passing.person,
    first_at = entry.first_at,
    company_at = (entry.company).at,
    starts_late = passing.starts AND entry.first_at IS NOT NULL AND NOT entry.is_started
FROM entry
JOIN person ON person.workspace_id = $1::bigint AND person.id = entry.person_id
WHERE entry.workspace_id = $1::bigint AND entry.series_id = passing.series_id AND entry.key = passing.entry
    AND passing.entry_id IS NULL
