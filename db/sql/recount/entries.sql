-- The changes that all entries of these series make to their outcomes.
SELECT entry.series_id, 0::bigint AS block_id, step.figure, step.at, step.entries, step.people, 0 AS total
FROM entry
CROSS JOIN LATERAL entry_steps(
    entry.started_at, entry.finished_at, entry.disengaged_at, entry.exited_at, entry.goal_hit_at, entry.ended_at,
    entry.covered_until, entry.is_first_start, entry.is_first_finish, entry.is_first_disengagement,
    entry.is_first_exit, entry.is_first_goal
) AS step
WHERE entry.workspace_id = $1::bigint AND entry.series_id = ANY($2::bigint[]) AND entry.started_at IS NOT NULL
    AND {recounted_entries}
