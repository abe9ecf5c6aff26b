-- The people with an outcome in a series, dated by the first of their entries that has it. GOAL_HIT can be narrowed by
-- the state of the entry when the goal was hit.
SELECT entry.person_id
FROM entry
WHERE entry.workspace_id = $1::bigint AND entry.series_id = $series_id::bigint
    AND entry.{instant} >= $begin::timestamptz AND entry.{instant} < $before::timestamptz
    AND entry.{is_first}
    AND CASE $after_leaving_as::text
        WHEN 'FINISHED' THEN entry.finished_at <= entry.goal_hit_at
        WHEN 'DISENGAGED' THEN entry.disengaged_at <= entry.goal_hit_at
        WHEN 'EXITED' THEN entry.exited_at <= entry.goal_hit_at
        WHEN 'IN_PROGRESS' THEN coalesce(entry.ended_at > entry.goal_hit_at, true)
        ELSE true
    END
