-- The rows of table entry in a columnar copy.
SELECT
    series_id, id, person_id, number, started_at, finished_at, disengaged_at, exited_at, goal_hit_at, ended_at,
    covered_until, is_first_start, is_first_finish, is_first_disengagement, is_first_exit, is_first_goal
FROM entry
WHERE workspace_id = $1::bigint AND series_id = $2::bigint AND started_at IS NOT NULL
