-- One row per visit reached by an instant, as of that instant. What happened to it later is null.
-- $1 workspace_id bigint, $2 entry_ids bigint[], $3 block_ids bigint[], paired, $4 as_of timestamptz
SELECT
    visit.entry_id, visit.block_id, visit.person_id, visit.waits_until,
    state_of_visit(visit.kind, visit.turned_at, visit.ended_at, visit.ended_as, $4::timestamptz) AS state,
    visit.reached_at,
    CASE WHEN visit.left_at <= $4::timestamptz THEN visit.left_at END AS left_at,
    CASE WHEN visit.decided_at <= $4::timestamptz THEN visit.matched END AS matched
FROM unnest($2::bigint[], $3::bigint[]) AS requested (entry_id, block_id)
JOIN visit ON visit.workspace_id = $1::bigint AND visit.entry_id = requested.entry_id
    AND visit.block_id = requested.block_id
WHERE visit.reached_at <= $4::timestamptz
