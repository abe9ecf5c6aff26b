-- The stored count of all time, minus what came later: whole buckets, quarters of an hour in the next bucket of level 1,
-- and the rest of a quarter of an hour.
SELECT requested.number, kept.figure, kept.entries, kept.people, kept.total
FROM requested
CROSS JOIN LATERAL (
    SELECT figure, entries, people, total
    FROM figure_count
    WHERE workspace_id = $1::bigint AND series_id = requested.series_id AND block_id = requested.block_id AND level = 4
    OFFSET 0
) AS kept
UNION ALL
SELECT requested.number, kept.figure, -kept.entries, -kept.people, -kept.total
FROM requested
CROSS JOIN LATERAL stored_buckets_from(requested.quarter) AS buckets
CROSS JOIN LATERAL (
    SELECT figure, entries, people, total
    FROM figure_count
    WHERE workspace_id = $1::bigint AND series_id = requested.series_id AND block_id = requested.block_id
        AND level = buckets.level AND bucket BETWEEN buckets.first AND buckets.last
    OFFSET 0
) AS kept
UNION ALL
SELECT
    requested.number, kept.figure, -(kept.change & 1) * (kept.change >> 8),
    -(kept.change >> 1 & 1) * (kept.change >> 8), -(kept.change >> 2 & 1) * (kept.change >> 8)
FROM requested
CROSS JOIN LATERAL (
    SELECT figure, unnest(quarters) AS change
    FROM figure_count
    WHERE workspace_id = $1::bigint AND series_id = requested.series_id AND block_id = requested.block_id AND level = 1
        AND bucket = requested.quarter >> 5
    OFFSET 0
) AS kept
WHERE requested.quarter & 31 > 0 AND kept.change >> 3 & 31 >= requested.quarter & 31
UNION ALL
SELECT requested.number, rest.figure, -rest.entries, -rest.people, -rest.total
FROM rest
JOIN requested USING (series_id, block_id, moment)
