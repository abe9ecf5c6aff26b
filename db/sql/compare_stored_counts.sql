-- One row per series, block (0 for the series as a whole), figure and kind of count: the stored count of all time, the
-- same recounted from rows, and the number of buckets that differ. Of these, the first one that has no smaller one in it:
-- its two counts, and the first instant at which an event can be counted wrongly. Departures have a figure for each
-- variant that was reported, however many, so the number of rows is limited.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 different_alone boolean, $4 most integer
WITH counted AS (
    SELECT
        compared.series_id, compared.block_id, ({figure})::text AS figure, counted.name, compared.level,
        compared.bucket << (5 * compared.level) AS begins, counted.stored, counted.recounted
    FROM (
        {verify/compared}
    ) AS compared
    CROSS JOIN LATERAL unnest({names}::text[], compared.stored, compared.recounted) AS counted (name, stored, recounted)
),
located AS (
    {verify/located}
)
SELECT
    counted.series_id, counted.block_id, counted.figure, counted.name,
    coalesce(sum(counted.stored) FILTER (WHERE counted.level = 4), 0)::bigint AS stored,
    coalesce(sum(counted.recounted) FILTER (WHERE counted.level = 4), 0)::bigint AS recounted,
    count(*) FILTER (WHERE counted.stored <> counted.recounted) AS different,
    located.stored AS stored_there, located.recounted AS recounted_there, located.since
FROM counted
LEFT JOIN located USING (series_id, block_id, figure, name)
GROUP BY
    counted.series_id, counted.block_id, counted.figure, counted.name, located.stored, located.recounted, located.since
HAVING NOT $3::boolean OR count(*) FILTER (WHERE counted.stored <> counted.recounted) > 0
ORDER BY counted.series_id, counted.block_id, counted.figure, counted.name
LIMIT $4::integer
