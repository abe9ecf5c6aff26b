-- No rows. Creates the new entries, in the order of keys so that writers do not deadlock. Run after claim_entries;
-- find_entries then finds them.
-- $1 workspace_id bigint
INSERT INTO entry (workspace_id, series_id, key, person_id)
SELECT $1::bigint, passing.series_id, passing.entry, person.id
FROM passing
JOIN person ON person.workspace_id = $1::bigint AND person.external_id = passing.person
WHERE passing.entry_id IS NULL AND passing.is_theirs
ORDER BY passing.series_id, passing.entry
ON CONFLICT DO NOTHING
