-- The people with an outcome in a series, dated by the first of their entries that has it, or by any entry. GOAL_HIT can
-- be narrowed by the state of the entry when the goal was hit.
SELECT entry.person_id
FROM entry
WHERE entry.workspace_id = $1::bigint AND entry.series_id = $series_id::bigint
    AND entry.{instant} >= $begin::timestamptz AND entry.{instant} < $before::timestamptz
    AND ({is_first_outcome} OR NOT $first_alone::boolean)
    AND CASE $after_leaving_as::text
        WHEN 'FINISHED' THEN entry.finished_at <= entry.goal_hit_at
        WHEN 'DISENGAGED' THEN entry.disengaged_at <= entry.goal_hit_at
        WHEN 'EXITED' THEN entry.exited_at <= entry.goal_hit_at
        WHEN 'IN_PROGRESS' THEN coalesce(entry.ended_at > entry.goal_hit_at, true)
        ELSE true
    END
    AND {all_entries_in_scope}
