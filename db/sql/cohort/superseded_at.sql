-- When the person's next visit of the block in the cohort was reached. Null without a look-up if the person has no next
-- visit of the block at all.
CASE WHEN visit.superseded_at IS NOT NULL THEN (
    SELECT min(later.reached_at)
    FROM (
        SELECT theirs.id, theirs.started_at, theirs.number
        FROM entry AS theirs
        WHERE theirs.workspace_id = $1::bigint AND theirs.series_id = visit.series_id
            AND theirs.person_id = visit.person_id AND theirs.id <> visit.entry_id
        OFFSET 0 -- looks up by person: otherwise the planner may read the whole cohort for each
    ) AS other
    JOIN visit AS later ON later.workspace_id = $1::bigint AND later.entry_id = other.id
        AND later.block_id = visit.block_id
    WHERE other.started_at >= $begin::timestamptz AND other.started_at < $end::timestamptz
        AND (
            later.reached_at > visit.reached_at
            OR later.reached_at = visit.reached_at AND other.number > (
                SELECT own.number FROM entry AS own WHERE own.workspace_id = $1::bigint AND own.id = visit.entry_id
            )
        )
) END
