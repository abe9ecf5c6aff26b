-- One row per block with visits in certain states as of an instant whose wait ends in a range: their number. All states and
-- decisions are named, so that the index of visits by the end of their wait is used.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 before timestamptz, $4 as_of timestamptz, $5 states visit_state[],
-- $6 waits_from timestamptz, $7 waits_before timestamptz
SELECT waiting.block_id, count(*) AS count
FROM unnest($2::bigint[]) AS requested (block_id)
CROSS JOIN LATERAL (
    SELECT visit.block_id
    FROM visit
    WHERE visit.workspace_id = $1::bigint AND visit.block_id = requested.block_id
        AND final_state(visit.kind, visit.turned_at, visit.ended_as)
            = ANY('{WAITING,PENDING,RECEIVED,MOVED_ON,FINISHED,DISENGAGED,EXITED}'::visit_state[])
        AND decision_of(visit.matched) = ANY('{-1,0,1}'::integer[])
        AND visit.waits_until >= $6::timestamptz AND visit.waits_until < $7::timestamptz
        AND visit.reached_at < $3::timestamptz
        AND state_of_visit(visit.kind, visit.turned_at, visit.ended_at, visit.ended_as, $4::timestamptz)
            = ANY($5::visit_state[])
    OFFSET 0
) AS waiting
GROUP BY waiting.block_id
