-- The quarters of an hour of a row of stored counts, from their counts: at most one row for each quarter.
array_agg(quarter_change(entries, quarter, 1 + 2 * (people = entries)::integer + 4 * (total = entries)::integer))
    FILTER (WHERE entries <> 0)
|| array_agg(quarter_change(people, quarter, 2)) FILTER (WHERE people NOT IN (0, entries))
|| array_agg(quarter_change(total, quarter, 4)) FILTER (WHERE total NOT IN (0, entries))
