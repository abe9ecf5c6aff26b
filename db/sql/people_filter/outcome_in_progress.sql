-- The people in progress in a series, dated by the start of the first of their entries in progress, or by any of them.
SELECT entry.person_id
FROM entry
WHERE entry.workspace_id = $1::bigint AND entry.series_id = $series_id::bigint
    AND entry.started_at >= $begin::timestamptz AND entry.started_at < $before::timestamptz
    AND (entry.ended_at IS NULL OR entry.ended_at > $as_of::timestamptz)
    AND (coalesce({entry.covered_until} <= $as_of::timestamptz, true) OR NOT $first_alone::boolean)
    AND {all_entries_in_scope}
