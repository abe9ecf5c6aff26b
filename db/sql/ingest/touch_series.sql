-- No rows. Stores the instant of the newest event of each series, and who changes in series with a columnar copy.
-- $1 workspace_id bigint
WITH changed AS (
    {staging/mark_changed}
)
UPDATE series SET data_through = GREATEST(series.data_through, newest.at)
FROM (
    SELECT staged_entry.series_id, max(staged_event.at) AS at
    FROM staged_event
    JOIN staged_entry ON staged_entry.number = staged_event.entry_number
    GROUP BY staged_entry.series_id
) AS newest
WHERE series.workspace_id = $1::bigint AND series.id = newest.series_id
    AND series.data_through IS DISTINCT FROM GREATEST(series.data_through, newest.at)
