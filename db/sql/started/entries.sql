-- The entries of series that started in a range, with some columns.
SELECT
    {of_entry}
FROM entry
WHERE entry.workspace_id = $1::bigint AND entry.series_id = ANY($series_ids::bigint[])
    AND entry.started_at >= $begin::timestamptz AND entry.started_at < $before::timestamptz
    AND {all_entries_in_scope}
