-- The people with an entry in any series that started before an instant.
SELECT entry.person_id
FROM entry
WHERE entry.workspace_id = $1::bigint AND entry.started_at < $before::timestamptz AND {all_entries_in_scope}
