-- The changes that one visit makes to the number of those who left its block, each at an instant.
-- Whoever changes this must recount departure_count in a migration: stored counts are sums of these steps.
-- Among the visits of one person to a block, a visit counts for people until the next visit supersedes it.
-- Separate columns instead of the row, for the reason given with visit_steps.
CREATE OR REPLACE FUNCTION departure_steps(
    reached_at timestamptz, left_at timestamptz, superseded_at timestamptz
) RETURNS TABLE (at timestamptz, entries integer, people integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT step.at, step.entries, step.people
    FROM (
        SELECT
            GREATEST(reached_at, left_at) AS at, 1 AS entries,
            coalesce(superseded_at > GREATEST(reached_at, left_at), true)::integer AS people
        UNION ALL
        SELECT superseded_at, 0, -(superseded_at > GREATEST(reached_at, left_at))::integer
    ) AS step
    WHERE reached_at IS NOT NULL AND left_at IS NOT NULL AND (step.entries <> 0 OR step.people <> 0)
$$;
