-- For each figure that differs, its first differing bucket. A bucket contains 32 of the next lower level, so a count that
-- is wrong in one of them can be wrong in all that contain it: only the smallest says when. Ordered by their beginning
-- and the larger first, a bucket contains another one if it contains the next.
SELECT DISTINCT ON (series_id, block_id, figure, name)
    series_id, block_id, figure, name, stored, recounted,
    -- A large bucket can begin years before the first event. One that ends before it has counts without events.
    CASE
        WHEN oldest.at < quarter_start(wrong.ends) THEN GREATEST(quarter_start(wrong.begins), oldest.at)
        ELSE quarter_start(wrong.begins)
    END AS since
FROM (
    SELECT
        *, begins + (1 << (5 * level)) AS ends,
        lead(begins) OVER (PARTITION BY series_id, block_id, figure, name ORDER BY begins, level DESC) AS next_begins
    FROM counted
    WHERE stored <> recounted
) AS wrong
LEFT JOIN (
    SELECT series_id, min(at) AS at
    FROM event
    WHERE workspace_id = $1::bigint AND series_id = ANY($2::bigint[])
    GROUP BY series_id
) AS oldest USING (series_id)
WHERE next_begins IS NULL OR next_begins >= ends
ORDER BY series_id, block_id, figure, name, begins
