-- The visits whose figures may change in the rest of a quarter of an hour: those of the entries in `moved`, and those
-- of a RULE whose wait ends then, which no event reports.
SELECT moved.series_id, moved.moment, moved.instant, moved.quarter, visit.entry_id, visit.block_id
FROM moved_entries AS moved
CROSS JOIN LATERAL (
    SELECT entry_id, block_id
    FROM visit
    WHERE workspace_id = $1::bigint AND entry_id = moved.id AND block_id = ANY($3::bigint[])
    OFFSET 0
) AS visit
UNION
SELECT requested.series_id, requested.moment, requested.instant, requested.quarter, waiting.entry_id, requested.block_id
FROM requested
CROSS JOIN LATERAL (
    SELECT visit.entry_id
    FROM visit
    WHERE workspace_id = $1::bigint AND block_id = requested.block_id AND kind = 'RULE' AND reached_at IS NOT NULL
        AND final_state(kind, turned_at, ended_as) = ANY('{PENDING,MOVED_ON,FINISHED,DISENGAGED,EXITED}'::visit_state[])
        AND decision_of(matched) = ANY('{-1,0,1}'::integer[])
        AND waits_until >= requested.instant AND waits_until < quarter_start(requested.quarter)
    OFFSET 0
) AS waiting
WHERE requested.block_id IN (
    SELECT id FROM block WHERE workspace_id = $1::bigint AND id = ANY($3::bigint[]) AND kind = 'RULE'
)
