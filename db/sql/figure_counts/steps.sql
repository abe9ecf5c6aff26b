-- The changes that these entries and visits make to figures, each at an instant.
SELECT moved.series_id, 0::bigint AS block_id, moved.moment, moved.instant, moved.ends, step.*
FROM moved_entries AS moved
CROSS JOIN LATERAL entry_steps(
    moved.started_at, moved.finished_at, moved.disengaged_at, moved.exited_at, moved.goal_hit_at, moved.ended_at,
    moved.covered_until, moved.is_first_start, moved.is_first_finish, moved.is_first_disengagement,
    moved.is_first_exit, moved.is_first_goal
) AS step
UNION ALL
SELECT moved.series_id, moved.block_id, moved.moment, moved.instant, moved.ends, step.*
FROM moved_visits AS moved
CROSS JOIN LATERAL (
    SELECT kind, reached_at, turned_at, ended_at, ended_as, decided_at, matched, superseded_at
    FROM visit
    WHERE workspace_id = $1::bigint AND entry_id = moved.entry_id AND block_id = moved.block_id
    OFFSET 0
) AS visit
CROSS JOIN LATERAL visit_steps(
    visit.kind, visit.reached_at, visit.turned_at, visit.ended_at, visit.ended_as, visit.decided_at,
    visit.matched, visit.superseded_at
) AS step
