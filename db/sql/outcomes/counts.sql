-- The number of entries with each outcome, as columns in the order of OutcomeKind.
count(*) FILTER (WHERE dated.is_started) AS started,
count(*) FILTER (WHERE dated.is_in_progress) AS in_progress,
count(*) FILTER (WHERE dated.is_finished) AS finished,
count(*) FILTER (WHERE dated.is_disengaged) AS disengaged,
count(*) FILTER (WHERE dated.is_exited) AS exited,
count(*) FILTER (WHERE dated.is_goal_hit) AS goal_hit
