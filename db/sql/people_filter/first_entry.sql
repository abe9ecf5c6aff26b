-- The people whose first entry in a series, among those that started in a range, belongs to a row of a breakdown.
SELECT entry.person_id
FROM entry
WHERE entry.workspace_id = $1::bigint AND entry.series_id = $series_id::bigint
    AND entry.started_at >= $begin::timestamptz AND entry.started_at < $before::timestamptz
    AND {entry.is_first_start}
    AND {is_in_group}
    AND {all_entries_in_scope}
