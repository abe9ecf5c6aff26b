-- The changes that all visits of these series make to the figures of their blocks.
SELECT visit.series_id, visit.block_id, step.figure, step.at, step.entries, step.people, 0
FROM visit
CROSS JOIN LATERAL visit_steps(
    visit.kind, visit.reached_at, visit.turned_at, visit.ended_at, visit.ended_as, visit.decided_at, visit.matched,
    visit.superseded_at
) AS step
WHERE visit.workspace_id = $1::bigint AND visit.reached_at IS NOT NULL AND visit.block_id IN (
    SELECT block.id FROM block WHERE block.workspace_id = $1::bigint AND block.series_id = ANY($2::bigint[])
) AND {recounted_visits}
