-- The entries that started in a range, with their outcomes in it.
SELECT
    entry.series_id, entry.person_id,
    {outcome_sets/bits} AS outcomes,
    coalesce(entry.ended_at > $as_of::timestamptz, true) AS is_in_progress
FROM entry
WHERE entry.workspace_id = $1::bigint AND entry.series_id = ANY($series_ids::bigint[])
    AND entry.started_at >= $begin::timestamptz AND entry.started_at < $before::timestamptz
    AND {all_entries_in_scope}
