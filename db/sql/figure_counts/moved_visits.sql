-- The visits whose figures may change in the rest of a quarter of an hour: at the blocks of the events in it, in any entry
-- of the person, because a visit supersedes those of earlier entries; all of an entry that exits without naming a block;
-- and those of a RULE whose wait ends then, which no event reports.
SELECT moved.series_id, moved.moment, moved.instant, moved.ends, visit.entry_id, visit.block_id
FROM (
    SELECT DISTINCT series_id, moment, person_id, block_id FROM happened WHERE block_id = ANY($3::bigint[])
) AS happened
JOIN moved_entries AS moved USING (series_id, moment, person_id)
CROSS JOIN LATERAL (
    SELECT entry_id, block_id
    FROM visit
    WHERE workspace_id = $1::bigint AND entry_id = moved.id AND block_id = happened.block_id
    OFFSET 0
) AS visit
UNION
SELECT moved.series_id, moved.moment, moved.instant, moved.ends, visit.entry_id, visit.block_id
FROM (
    SELECT DISTINCT series_id, moment, person_id FROM happened WHERE block_id IS NULL AND type = 'ENTRY_EXITED'
) AS happened
JOIN moved_entries AS moved USING (series_id, moment, person_id)
CROSS JOIN LATERAL (
    SELECT entry_id, block_id
    FROM visit
    WHERE workspace_id = $1::bigint AND entry_id = moved.id AND block_id = ANY($3::bigint[])
    OFFSET 0
) AS visit
UNION
SELECT
    requested.series_id, requested.moment, requested.instant, quarter_start(requested.quarter), waiting.entry_id,
    requested.block_id
FROM requested
CROSS JOIN LATERAL (
    SELECT visit.entry_id
    FROM visit
    WHERE visit.workspace_id = $1::bigint AND block_id = requested.block_id AND kind = 'RULE' AND reached_at IS NOT NULL
        AND final_state(kind, turned_at, ended_as) = ANY('{PENDING,MOVED_ON,FINISHED,DISENGAGED,EXITED}'::visit_state[])
        AND decision_of(matched) = ANY('{-1,0,1}'::integer[])
        AND waits_until >= requested.instant AND waits_until < quarter_start(requested.quarter)
    OFFSET 0
) AS waiting
WHERE requested.block_id IN (
    SELECT id FROM block WHERE workspace_id = $1::bigint AND id = ANY($3::bigint[]) AND kind = 'RULE'
)
