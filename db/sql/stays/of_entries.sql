-- The entries that started in a range: how long it took until an outcome in it, or has taken until the end.
SELECT
    entry.series_id AS owner_id,
    CASE WHEN entry.{outcome_at} < $before::timestamptz THEN entry.{outcome_at}
        ELSE $until::timestamptz END - entry.started_at AS stayed,
    coalesce(entry.{outcome_at} < $before::timestamptz, false) AS is_over
FROM entry
WHERE entry.workspace_id = $1::bigint AND entry.series_id = ANY($owner_ids::bigint[])
    AND entry.started_at >= $begin::timestamptz AND entry.started_at < $before::timestamptz
    AND {all_entries_in_scope}
