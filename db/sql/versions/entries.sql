-- Stores the changed entries before and after the change: changes of figures follow from the difference.
versions AS (
    SELECT -1 AS sign, (before).* FROM changed
    UNION ALL
    SELECT 1, (after).* FROM changed
)
INSERT INTO entry_version
SELECT
    sign, series_id, started_at, finished_at, disengaged_at, exited_at, goal_hit_at, ended_at, covered_until,
    is_first_start, is_first_finish, is_first_disengagement, is_first_exit, is_first_goal
FROM versions
WHERE started_at IS NOT NULL
