-- The fewest buckets that cover all time from a quarter of an hour on, except for quarters of an hour in the rest of its
-- bucket of level 1. One row per level from 1 to 4: its first and last bucket.
-- Each level covers the time up to the first bucket of the next level; the top level covers all the rest.
CREATE OR REPLACE FUNCTION stored_buckets_from(quarter integer) RETURNS TABLE (level smallint, first integer, last integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT
        step.level::smallint,
        (quarter + (1 << (5 * step.level)) - 1) >> (5 * step.level),
        CASE step.level WHEN 4 THEN 2147483647
            ELSE (((quarter + (1 << (5 * step.level + 5)) - 1) >> (5 * step.level + 5)) << 5) - 1 END
    FROM generate_series(1, 4) AS step (level)
$$;
