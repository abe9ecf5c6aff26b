-- The same counts of quarters of an hour in the fewest numbers: those of one quarter are added up.
CREATE OR REPLACE FUNCTION summed_quarters(quarters bigint[]) RETURNS bigint[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(
        array_agg(quarter_change(
            entries, quarter, 1 + 2 * (people = entries)::integer + 4 * (total = entries)::integer
        )) FILTER (WHERE entries <> 0)
        || array_agg(quarter_change(people, quarter, 2)) FILTER (WHERE people NOT IN (0, entries))
        || array_agg(quarter_change(total, quarter, 4)) FILTER (WHERE total NOT IN (0, entries)),
        '{}'
    )
    FROM (
        SELECT quarter, sum(entries)::bigint AS entries, sum(people)::bigint AS people, sum(total)::bigint AS total
        FROM quarter_counts(0, quarters)
        GROUP BY quarter
    ) AS counted
$$;
