-- The stored count of all time, minus what came later: whole buckets, and the rest of a quarter of an hour.
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
CROSS JOIN LATERAL buckets_from(requested.quarter) AS buckets
CROSS JOIN LATERAL (
    SELECT figure, entries, people, total
    FROM figure_count
    WHERE workspace_id = $1::bigint AND series_id = requested.series_id AND block_id = requested.block_id
        AND level = buckets.level AND bucket BETWEEN buckets.first AND buckets.last
    OFFSET 0
) AS kept
UNION ALL
SELECT requested.number, rest.figure, -rest.entries, -rest.people, -rest.total
FROM rest
JOIN requested USING (series_id, block_id, moment)
