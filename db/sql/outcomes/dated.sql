-- Whether an entry has each outcome in a range, in the order of OutcomeKind, as columns. In people: whether it is the
-- person's first one. An entry in progress must have started in the range.
entry.started_at >= $begin::timestamptz AND entry.started_at < $before::timestamptz
    AND (NOT $first_alone::boolean OR {entry.is_first_start}) AS is_started,
entry.started_at >= $begin::timestamptz AND entry.started_at < $before::timestamptz
    AND coalesce(entry.ended_at > $as_of::timestamptz, true)
    AND (NOT $first_alone::boolean OR coalesce({entry.covered_until} <= $as_of::timestamptz, true)) AS is_in_progress,
entry.finished_at >= $begin::timestamptz AND entry.finished_at < $before::timestamptz
    AND (NOT $first_alone::boolean OR {entry.is_first_finish}) AS is_finished,
entry.disengaged_at >= $begin::timestamptz AND entry.disengaged_at < $before::timestamptz
    AND (NOT $first_alone::boolean OR {entry.is_first_disengagement}) AS is_disengaged,
entry.exited_at >= $begin::timestamptz AND entry.exited_at < $before::timestamptz
    AND (NOT $first_alone::boolean OR {entry.is_first_exit}) AS is_exited,
entry.goal_hit_at >= $begin::timestamptz AND entry.goal_hit_at < $before::timestamptz
    AND (NOT $first_alone::boolean OR {entry.is_first_goal}) AS is_goal_hit
