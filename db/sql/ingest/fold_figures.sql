-- No rows. Adds the changes to the stored counts, in the order of their index, which finds neighbours faster. ON
-- CONFLICT always looks rows up by the index, whatever the planner estimates; MERGE costs less, but not always. Run
-- after lock_series.
-- $1 workspace_id bigint
WITH departed AS (
    {departures/fold}
)
INSERT INTO figure_count (workspace_id, series_id, block_id, level, bucket, figure, entries, people, total, quarters)
SELECT $1::bigint, series_id, block_id, level, bucket, figure, entries, people, total, quarters
FROM figure_change
ORDER BY series_id, block_id, level, bucket, figure
ON CONFLICT (workspace_id, series_id, block_id, level, bucket, figure) DO UPDATE SET
    entries = figure_count.entries + excluded.entries,
    people = figure_count.people + excluded.people,
    total = figure_count.total + excluded.total,
    quarters = added_quarters(figure_count.quarters, excluded.quarters)
