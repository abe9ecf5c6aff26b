-- Until when an earlier entry of the person in the cohort was in progress. Null without a look-up if no earlier entry
-- of the person was in progress at all.
CASE WHEN entry.covered_until IS NOT NULL THEN (
    SELECT max(coalesce(other.ended_at, 'infinity'))
    FROM (
        SELECT theirs.started_at, theirs.ended_at, theirs.number
        FROM entry AS theirs
        WHERE theirs.workspace_id = $1::bigint AND theirs.series_id = entry.series_id
            AND theirs.person_id = entry.person_id
        OFFSET 0 -- looks up by person: otherwise the planner may read the whole cohort for each
    ) AS other
    WHERE other.started_at >= $begin::timestamptz AND other.started_at < $end::timestamptz
        AND other.number < entry.number
) END
