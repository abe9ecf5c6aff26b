-- The stored count of all time, minus what came later: whole buckets, and the rest of a quarter of an hour.
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
CROSS JOIN LATERAL buckets_from(requested.quarter) AS buckets
CROSS JOIN LATERAL (
    SELECT condition, variant, entries, people
    FROM departure_count
    WHERE workspace_id = $1::bigint AND series_id = requested.series_id AND block_id = requested.block_id
        AND level = buckets.level AND bucket BETWEEN buckets.first AND buckets.last
    OFFSET 0
) AS stored
UNION ALL
SELECT block_id, condition, variant, -entries, -people
FROM rest
