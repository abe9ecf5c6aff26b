-- The counts of table departure_count for some series ($2), recounted from their visits.
SELECT
    quarters.series_id, quarters.block_id, step.level::smallint AS level,
    quarters.bucket >> (5 * step.level) AS bucket, quarters.condition, quarters.variant,
    ARRAY[sum(quarters.entries), sum(quarters.people)]::bigint[] AS counts
FROM (
    SELECT
        visit.series_id, visit.block_id, quarter_of(change.at) AS bucket,
        coalesce((visit.departure).said, '') COLLATE "C" AS condition,
        coalesce((visit.departure).variant, '') COLLATE "C" AS variant,
        sum(change.entries) AS entries, sum(change.people) AS people
    FROM visit
    CROSS JOIN LATERAL departure_steps(visit.reached_at, visit.left_at, visit.superseded_at) AS change
    WHERE visit.workspace_id = $1::bigint AND visit.reached_at IS NOT NULL AND visit.block_id IN (
        SELECT block.id FROM block WHERE block.workspace_id = $1::bigint AND block.series_id = ANY($2::bigint[])
    ) AND {recounted_visits}
    GROUP BY visit.series_id, visit.block_id, quarter_of(change.at), 4, 5
    {copied}
) AS quarters
CROSS JOIN generate_series(0, 4) AS step (level)
GROUP BY
    quarters.series_id, quarters.block_id, step.level, quarters.bucket >> (5 * step.level), quarters.condition,
    quarters.variant
