-- The changes that one entry makes to the outcome figures of its series, each at an instant.
-- Whoever changes this must recount figure_count in a migration: stored counts are sums of these steps.
-- UNION ALL instead of VALUES, because PostgreSQL prepares each row of VALUES again for every entry. Separate columns
-- instead of the row, because the planner of PostgreSQL 18 fails on a row combined with UNION ALL.
CREATE OR REPLACE FUNCTION entry_steps(
    started_at timestamptz, finished_at timestamptz, disengaged_at timestamptz, exited_at timestamptz,
    goal_hit_at timestamptz, ended_at timestamptz, covered_until timestamptz, is_first_start boolean,
    is_first_finish boolean, is_first_disengagement boolean, is_first_exit boolean, is_first_goal boolean
) RETURNS TABLE (figure figure, at timestamptz, entries integer, people integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT step.figure, step.at, step.entries, step.people
    FROM (
        SELECT 'STARTED'::figure AS figure, started_at AS at, 1 AS entries, is_first_start::integer AS people
        UNION ALL SELECT 'FINISHED', finished_at, 1, is_first_finish::integer
        UNION ALL SELECT 'DISENGAGED', disengaged_at, 1, is_first_disengagement::integer
        UNION ALL SELECT 'EXITED', exited_at, 1, is_first_exit::integer
        UNION ALL SELECT 'GOAL_HIT', goal_hit_at, 1, is_first_goal::integer
        UNION ALL SELECT 'IN_PROGRESS', started_at, 1, 0
        UNION ALL SELECT 'IN_PROGRESS', ended_at, -1, 0
        -- A person is in progress while any entry is: an entry adds the time that no earlier one covers.
        UNION ALL SELECT 'IN_PROGRESS', GREATEST(started_at, covered_until), 0,
            (coalesce(covered_until, '-infinity') < coalesce(ended_at, 'infinity'))::integer
        UNION ALL SELECT 'IN_PROGRESS', ended_at, 0, -(coalesce(covered_until, '-infinity') < ended_at)::integer
    ) AS step
    WHERE started_at IS NOT NULL AND step.at IS NOT NULL AND isfinite(step.at)
        AND (step.entries <> 0 OR step.people <> 0)
$$;
