-- The people with any outcome in a series in a range, dated by the first of their entries that has it, or by any entry.
SELECT dated.person_id
FROM (
    SELECT entry.person_id, {dated}
    FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.series_id = $series_id::bigint
        AND entry.started_at >= $started_begin::timestamptz AND entry.started_at < $started_before::timestamptz
        AND {all_entries_in_scope}
) AS dated
WHERE {outcomes/any}
