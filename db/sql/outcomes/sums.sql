-- The sums of the number of entries with each outcome, as columns in the order of OutcomeKind.
sum(counted.started)::bigint AS started,
sum(counted.in_progress)::bigint AS in_progress,
sum(counted.finished)::bigint AS finished,
sum(counted.disengaged)::bigint AS disengaged,
sum(counted.exited)::bigint AS exited,
sum(counted.goal_hit)::bigint AS goal_hit
