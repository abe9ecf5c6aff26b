-- The counts of table figure_count for some series ($2), recounted from their entries, visits and events.
SELECT
    quarters.series_id, quarters.block_id, step.level::smallint AS level,
    quarters.bucket >> (5 * step.level) AS bucket, quarters.figure,
    ARRAY[sum(quarters.entries), sum(quarters.people), sum(quarters.total)]::bigint[] AS counts
FROM (
    SELECT
        change.series_id, change.block_id, change.figure, quarter_of(change.at) AS bucket,
        sum(change.entries) AS entries, sum(change.people) AS people, sum(change.total) AS total
    FROM (
        {recount/entries}
        UNION ALL
        {recount/visits}
        UNION ALL
        {recount/engagement}
    ) AS change
    GROUP BY change.series_id, change.block_id, change.figure, quarter_of(change.at)
    {copied}
) AS quarters
CROSS JOIN generate_series(0, 4) AS step (level)
GROUP BY quarters.series_id, quarters.block_id, step.level, quarters.bucket >> (5 * step.level), quarters.figure
