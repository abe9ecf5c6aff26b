-- The people who first started in a range: how long it took until their first outcome in it, or has taken until the end.
-- Most people have a single entry, so only the later ones (number > 1) are grouped. In a cohort a first entry can be
-- among them, which changes nothing.
SELECT
    entry.series_id AS owner_id,
    CASE WHEN LEAST(entry.{outcome_at}, again.outcome_at) < $before::timestamptz
        THEN LEAST(entry.{outcome_at}, again.outcome_at) ELSE $until::timestamptz END - entry.started_at AS stayed,
    coalesce(LEAST(entry.{outcome_at}, again.outcome_at) < $before::timestamptz, false) AS is_over
FROM entry
LEFT JOIN (
    SELECT entry.series_id, entry.person_id, min(entry.{outcome_at}) AS outcome_at
    FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.series_id = ANY($owner_ids::bigint[]) AND entry.number > 1
        AND entry.started_at >= $begin::timestamptz AND entry.started_at < $before::timestamptz
        AND {all_entries_in_scope}
    GROUP BY entry.series_id, entry.person_id
) AS again ON again.series_id = entry.series_id AND again.person_id = entry.person_id
WHERE entry.workspace_id = $1::bigint AND entry.series_id = ANY($owner_ids::bigint[])
    AND entry.started_at >= $begin::timestamptz AND entry.started_at < $before::timestamptz
    AND {entry.is_first_start}
    AND {all_entries_in_scope}
