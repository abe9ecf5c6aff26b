-- The people who first started series in a range, with columns of all of their entries in it together. Most people have
-- a single entry, so only the later ones (number > 1) are grouped. In a cohort a first entry can be among them, which
-- changes nothing.
-- A full join, which always hashes or sorts: for a filter that the planner takes for a rare one, it would otherwise group
-- the later entries again for each person. Without coalesce, the planner makes it a left join.
SELECT
    {of_person}
FROM (
    SELECT *
    FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.series_id = ANY($series_ids::bigint[])
        AND entry.started_at >= $begin::timestamptz AND entry.started_at < $before::timestamptz
        AND {entry.is_first_start}
        AND {all_entries_in_scope}
) AS entry
FULL JOIN (
    SELECT
        entry.series_id, entry.person_id,
        {of_later}
    FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.series_id = ANY($series_ids::bigint[]) AND entry.number > 1
        AND entry.started_at >= $begin::timestamptz AND entry.started_at < $before::timestamptz
        AND {all_entries_in_scope}
    GROUP BY entry.series_id, entry.person_id
) AS later ON later.series_id = entry.series_id AND later.person_id = entry.person_id
WHERE coalesce(entry.person_id, 0) > 0
