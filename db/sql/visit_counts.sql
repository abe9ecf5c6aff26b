-- One row per block, state and decision: the number of visits reached in a range, and of those that are their person's
-- latest at the block. Counted from rows, for scopes that stored counts cannot answer.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 as_of timestamptz, $4 begin timestamptz, $5 before timestamptz
SELECT
    visit.block_id,
    state_of_visit(visit.kind, visit.turned_at, visit.ended_at, visit.ended_as, $3::timestamptz) AS state,
    CASE WHEN visit.decided_at <= $3::timestamptz THEN visit.matched END AS matched,
    count(*) AS entries,
    count(*) FILTER (WHERE coalesce({visit.superseded_at} >= $5::timestamptz, true)) AS people
FROM {counted_visits}
WHERE visit.workspace_id = $1::bigint AND visit.block_id = ANY($2::bigint[])
    AND visit.reached_at >= $4::timestamptz AND visit.reached_at < $5::timestamptz
    AND {all_visits_in_scope}
GROUP BY visit.block_id, state, CASE WHEN visit.decided_at <= $3::timestamptz THEN visit.matched END
