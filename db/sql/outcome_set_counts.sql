-- One row per series, set of outcomes, and whether they are in progress: the number of entries, or of people, that
-- started in a range. `outcomes` is the sum of the bits of core/outcome_sets.py. Counted from rows.
-- $1 workspace_id bigint
SELECT counted.series_id, counted.outcomes, counted.is_in_progress, count(*) AS count
FROM (
    {started}
) AS counted
GROUP BY counted.series_id, counted.outcomes, counted.is_in_progress
