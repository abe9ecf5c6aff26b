-- An entry has any outcome.
(
    dated.is_started OR dated.is_in_progress OR dated.is_finished OR dated.is_disengaged OR dated.is_exited
    OR dated.is_goal_hit
)
