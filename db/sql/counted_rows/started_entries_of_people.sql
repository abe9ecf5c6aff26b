-- The started entries of these people in scope.
FROM entry
WHERE entry.workspace_id = $1::bigint AND entry.is_started
    AND entry.person_id = ANY(ARRAY(SELECT unnest($people::bigint[])))
    AND {all_entries_in_scope}
