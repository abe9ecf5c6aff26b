-- The people who first started in a range, with the outcomes of all of their entries in it. Most have a single entry, so
-- only the later ones (number > 1) are grouped. In a cohort a first entry can be among them, which changes nothing.
SELECT
    entry.series_id, entry.person_id,
    ({outcome_sets/bits}) | coalesce(again.outcomes, 0) AS outcomes,
    coalesce(entry.ended_at > $as_of::timestamptz, true) OR coalesce(again.is_in_progress, false) AS is_in_progress
FROM entry
LEFT JOIN (
    SELECT
        entry.series_id, entry.person_id,
        bit_or({outcome_sets/bits}) AS outcomes,
        bool_or(coalesce(entry.ended_at > $as_of::timestamptz, true)) AS is_in_progress
    FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.series_id = ANY($series_ids::bigint[]) AND entry.number > 1
        AND entry.started_at >= $begin::timestamptz AND entry.started_at < $before::timestamptz
        AND {all_entries_in_scope}
    GROUP BY entry.series_id, entry.person_id
) AS again ON again.series_id = entry.series_id AND again.person_id = entry.person_id
WHERE entry.workspace_id = $1::bigint AND entry.series_id = ANY($series_ids::bigint[])
    AND entry.started_at >= $begin::timestamptz AND entry.started_at < $before::timestamptz
    AND {entry.is_first_start}
    AND {all_entries_in_scope}
