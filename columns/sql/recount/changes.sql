-- The changes to stored counts by quarter of an hour, as CSV files: figure_count.csv and departure_count.csv.
COPY (
    SELECT
        series_id, block_id, figure, quarter_of(happened) AS bucket,
        sum(entries)::bigint, sum(people)::bigint, sum(total)::bigint
    FROM (FROM entry_step UNION ALL BY NAME FROM visit_step UNION ALL BY NAME FROM event_step)
    WHERE isfinite(happened) AND (entries <> 0 OR people <> 0 OR total <> 0)
    GROUP BY ALL
) TO '{folder}/figure_count.csv' (HEADER false);

COPY (
    SELECT
        series_id, block_id, quarter_of(happened) AS bucket, coalesce(condition, ''),
        coalesce(variant, ''), sum(entries)::bigint, sum(people)::bigint
    FROM departure_step
    WHERE entries <> 0 OR people <> 0
    GROUP BY ALL
) TO '{folder}/departure_count.csv' (HEADER false);
