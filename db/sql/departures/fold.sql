-- Adds the changes of departures to their stored counts, in the same way as those of figures.
INSERT INTO departure_count (
    workspace_id, series_id, block_id, level, bucket, condition, variant, entries, people, quarters
)
SELECT $1::bigint, series_id, block_id, level, bucket, condition, variant, entries, people, quarters
FROM departure_change
ORDER BY series_id, block_id, level, bucket, condition, variant
ON CONFLICT (workspace_id, series_id, block_id, level, bucket, condition, variant) DO UPDATE SET
    entries = departure_count.entries + excluded.entries,
    people = departure_count.people + excluded.people,
    quarters = added_quarters(departure_count.quarters, excluded.quarters)
