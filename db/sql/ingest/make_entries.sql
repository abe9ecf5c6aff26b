-- No rows. Creates the new entries, in the order of keys so that writers do not deadlock. Run after claim_entries;
-- find_entries then finds them.
-- $1 workspace_id bigint
INSERT INTO entry (workspace_id, series_id, key, person_id)
SELECT person.workspace_id, staged_entry.series_id, staged_entry.entry, person.id
FROM staged_entry
JOIN person ON person.workspace_id = $1::bigint AND person.external_id = staged_entry.person
WHERE staged_entry.entry_id IS NULL AND staged_entry.is_theirs
ORDER BY staged_entry.series_id, staged_entry.entry
ON CONFLICT DO NOTHING
