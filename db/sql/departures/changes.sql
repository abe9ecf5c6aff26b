-- Sums the changes of departures for every level of the stored counts, as those of figures.
SELECT series_id, block_id, 1::smallint AS level, bucket, condition, variant, entries, people, quarters
FROM departed_eights
UNION ALL
SELECT series_id, block_id, level, bucket >> (5 * (level - 1)), condition, variant, sum(entries), sum(people), NULL
FROM departed_eights
CROSS JOIN generate_series(2, 4) AS level
GROUP BY series_id, block_id, level, bucket >> (5 * (level - 1)), condition, variant
HAVING sum(entries) <> 0 OR sum(people) <> 0
