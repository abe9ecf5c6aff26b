-- When the next of the person's visits of the block was reached. Where there is none at all, there is none in the cohort.
CASE WHEN visit.superseded_at IS NOT NULL THEN (
    SELECT min(later.reached_at)
    FROM (
        SELECT theirs.id, theirs.started_at, theirs.number
        FROM entry AS theirs
        WHERE theirs.workspace_id = $1::bigint AND theirs.series_id = visit.series_id
            AND theirs.person_id = visit.person_id AND theirs.id <> visit.entry_id
        OFFSET 0 -- by person: else the planner may read the cohort again for each
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
