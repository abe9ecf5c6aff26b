-- One row per series, block (0 for the series as a whole), figure and kind of count: the stored count of all time, the
-- same recounted from rows, the number of buckets that differ, and the beginning of the first one. Departures have a
-- figure for each variant that was reported, however many, so the number of rows is limited.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 different_alone boolean, $4 most integer
SELECT
    compared.series_id, compared.block_id, ({figure})::text AS figure, counted.name,
    coalesce(sum(counted.stored) FILTER (WHERE compared.level = 4), 0)::bigint AS stored,
    coalesce(sum(counted.recounted) FILTER (WHERE compared.level = 4), 0)::bigint AS recounted,
    count(*) FILTER (WHERE counted.stored <> counted.recounted) AS different,
    coalesce(
        min(quarter_start(compared.bucket)) FILTER (WHERE counted.stored <> counted.recounted AND compared.level = 0),
        min(quarter_start(compared.bucket << (5 * compared.level))) FILTER (WHERE counted.stored <> counted.recounted)
    ) AS since
FROM (
    {verify/compared}
) AS compared
CROSS JOIN LATERAL unnest({names}::text[], compared.stored, compared.recounted) AS counted (name, stored, recounted)
GROUP BY compared.series_id, compared.block_id, figure, counted.name
HAVING NOT $3::boolean OR count(*) FILTER (WHERE counted.stored <> counted.recounted) > 0
ORDER BY compared.series_id, compared.block_id, figure, counted.name
LIMIT $4::integer
