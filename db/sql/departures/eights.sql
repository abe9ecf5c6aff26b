-- Sums the changes of departures for each eight hours, with their quarters of an hour.
SELECT
    series_id, block_id, quarter >> 5 AS bucket, condition, variant, sum(entries)::bigint AS entries,
    sum(people)::bigint AS people, {counts/quarters} AS quarters
FROM (SELECT *, 0 AS total FROM departed_quarters WHERE entries <> 0 OR people <> 0) AS quarters
GROUP BY series_id, block_id, quarter >> 5, condition, variant
