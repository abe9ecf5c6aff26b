-- The counts of quarters of an hour in a row of level 1, given its bucket. A quarter can have several, which add up. The
-- opposite of quarter_change.
CREATE OR REPLACE FUNCTION quarter_counts(bucket integer, quarters bigint[])
RETURNS TABLE (quarter integer, entries bigint, people bigint, total bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT
        bucket << 5 | (change >> 3 & 31)::integer,
        (change & 1) * (change >> 8), (change >> 1 & 1) * (change >> 8), (change >> 2 & 1) * (change >> 8)
    FROM unnest(quarters) AS change
$$;
