-- One row per entry and block that it reached by an instant, in the order they were reached.
-- $1 workspace_id bigint, $2 entry_ids bigint[], $3 as_of timestamptz, $4 most integer
SELECT
    visit.entry_id, visit.block_id, visit.person_id, visit.waits_until,
    state_of_visit(visit.kind, visit.turned_at, visit.ended_at, visit.ended_as, $3::timestamptz) AS state,
    visit.reached_at,
    CASE WHEN visit.left_at <= $3::timestamptz THEN visit.left_at END AS left_at,
    CASE WHEN visit.decided_at <= $3::timestamptz THEN visit.matched END AS matched
FROM visit
JOIN block ON block.workspace_id = $1::bigint AND block.id = visit.block_id
WHERE visit.workspace_id = $1::bigint AND visit.entry_id = ANY($2::bigint[]) AND visit.reached_at <= $3::timestamptz
ORDER BY visit.entry_id, visit.reached_at, block.position, block.id
LIMIT $4::integer
