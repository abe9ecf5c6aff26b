-- No rows. Adds changes, one per figure and quarter of an hour, to the kept counts of every level.
-- Under the lock of the series.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 block_ids bigint[], $4 figures figure[], $5 quarters integer[],
-- $6 entries integer[], $7 people integer[], $8 totals integer[]
INSERT INTO figure_count (workspace_id, series_id, block_id, level, bucket, figure, entries, people, total)
SELECT
    $1::bigint, change.series_id, change.block_id, level::smallint, change.quarter >> (5 * level), change.figure,
    sum(change.entries), sum(change.people), sum(change.total)
FROM unnest(
    $2::bigint[], $3::bigint[], $4::figure[], $5::integer[], $6::integer[], $7::integer[], $8::integer[]
) AS change (series_id, block_id, figure, quarter, entries, people, total)
CROSS JOIN generate_series(0, 4) AS level
GROUP BY change.series_id, change.block_id, level, change.quarter >> (5 * level), change.figure
HAVING sum(change.entries) <> 0 OR sum(change.people) <> 0 OR sum(change.total) <> 0
ON CONFLICT (workspace_id, series_id, block_id, level, bucket, figure) DO UPDATE SET
    entries = figure_count.entries + excluded.entries,
    people = figure_count.people + excluded.people,
    total = figure_count.total + excluded.total
