-- The columns of an entry that figures depend on, before and after a change.
new.series_id, old.started_at AS old_started_at, new.started_at,
old.finished_at AS old_finished_at, new.finished_at, old.disengaged_at AS old_disengaged_at, new.disengaged_at,
old.exited_at AS old_exited_at, new.exited_at, old.goal_hit_at AS old_goal_hit_at, new.goal_hit_at,
old.ended_at AS old_ended_at, new.ended_at, old.covered_until AS old_covered_until, new.covered_until,
old.is_first_start AS old_is_first_start, new.is_first_start,
old.is_first_finish AS old_is_first_finish, new.is_first_finish,
old.is_first_disengagement AS old_is_first_disengagement, new.is_first_disengagement,
old.is_first_exit AS old_is_first_exit, new.is_first_exit, old.is_first_goal AS old_is_first_goal, new.is_first_goal
