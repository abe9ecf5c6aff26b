-- Entries of a copy as they are loaded. The outcomes of an entry once all that is known about it has happened are one number,
-- and so are those that are the first of their person.
SELECT
    getvariable('workspace_id')::bigint AS workspace_id, true AS is_started, entry.*,
    outcome_bits(
        true, ended_at IS NULL, finished_at IS NOT NULL, disengaged_at IS NOT NULL, exited_at IS NOT NULL,
        goal_hit_at IS NOT NULL
    ) AS outcomes_of_entry,
    outcome_bits(
        is_first_start, ended_at IS NULL AND coalesce(covered_until < 'infinity'::timestamptz, true),
        finished_at IS NOT NULL AND is_first_finish, disengaged_at IS NOT NULL AND is_first_disengagement,
        exited_at IS NOT NULL AND is_first_exit, goal_hit_at IS NOT NULL AND is_first_goal
    ) AS outcomes_of_person,
    greatest(
        started_at, finished_at, disengaged_at, exited_at, goal_hit_at, ended_at,
        CASE WHEN covered_until < 'infinity'::timestamptz THEN covered_until END
    ) AS settled_at
FROM {rows} AS entry
