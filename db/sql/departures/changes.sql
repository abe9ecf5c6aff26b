-- Sums the changes of departures for every level of the stored counts, in two steps as those of figures.
SELECT series_id, block_id, 0::smallint AS level, bucket, condition, variant, entries, people
FROM departed_quarters
WHERE entries <> 0 OR people <> 0
UNION ALL
SELECT series_id, block_id, level, bucket >> (5 * (level - 1)), condition, variant, sum(entries), sum(people)
FROM (
    SELECT series_id, block_id, bucket >> 5 AS bucket, condition, variant, sum(entries)::bigint AS entries,
        sum(people)::bigint AS people
    FROM departed_quarters
    GROUP BY series_id, block_id, bucket >> 5, condition, variant
) AS eights
CROSS JOIN generate_series(1, 4) AS level
GROUP BY series_id, block_id, level, bucket >> (5 * (level - 1)), condition, variant
HAVING sum(entries) <> 0 OR sum(people) <> 0
