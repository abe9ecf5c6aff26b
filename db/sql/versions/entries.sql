-- Stores the changed entries before and after the change: changes of figures follow from the difference.
INSERT INTO entry_version
SELECT
    1, series_id, started_at, finished_at, disengaged_at, exited_at, goal_hit_at, ended_at, covered_until,
    is_first_start, is_first_finish, is_first_disengagement, is_first_exit, is_first_goal
FROM changed
WHERE started_at IS NOT NULL
UNION ALL
SELECT
    -1, series_id, old_started_at, old_finished_at, old_disengaged_at, old_exited_at, old_goal_hit_at, old_ended_at,
    old_covered_until, old_is_first_start, old_is_first_finish, old_is_first_disengagement, old_is_first_exit,
    old_is_first_goal
FROM changed
WHERE old_started_at IS NOT NULL
