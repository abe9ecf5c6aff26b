-- The stored count of all time, minus what came later, as in figure_counts.
SELECT requested.block_id, stored.condition, stored.variant, stored.entries, stored.people
FROM requested
CROSS JOIN LATERAL (
    SELECT condition, variant, entries, people
    FROM departure_count
    WHERE workspace_id = $1::bigint AND series_id = requested.series_id AND block_id = requested.block_id AND level = 4
    OFFSET 0
) AS stored
UNION ALL
SELECT requested.block_id, stored.condition, stored.variant, -stored.entries, -stored.people
FROM requested
CROSS JOIN LATERAL stored_buckets_from(requested.quarter) AS buckets
CROSS JOIN LATERAL (
    SELECT condition, variant, entries, people
    FROM departure_count
    WHERE workspace_id = $1::bigint AND series_id = requested.series_id AND block_id = requested.block_id
        AND level = buckets.level AND bucket BETWEEN buckets.first AND buckets.last
    OFFSET 0
) AS stored
UNION ALL
SELECT
    requested.block_id, stored.condition, stored.variant, -(stored.change & 1) * (stored.change >> 8),
    -(stored.change >> 1 & 1) * (stored.change >> 8)
FROM requested
CROSS JOIN LATERAL (
    SELECT condition, variant, unnest(quarters) AS change
    FROM departure_count
    WHERE workspace_id = $1::bigint AND series_id = requested.series_id AND block_id = requested.block_id AND level = 1
        AND bucket = requested.quarter >> 5
    OFFSET 0
) AS stored
WHERE requested.quarter & 31 > 0 AND stored.change >> 3 & 31 >= requested.quarter & 31
UNION ALL
SELECT block_id, condition, variant, -entries, -people
FROM rest
