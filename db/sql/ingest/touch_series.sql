-- No rows. Stores the instant of the newest event of each series.
-- $1 workspace_id bigint
UPDATE series SET data_through = GREATEST(series.data_through, newest.at)
FROM (
    SELECT passing.series_id, max(incoming.at) AS at
    FROM incoming
    JOIN passing ON passing.number = incoming.passing
    GROUP BY passing.series_id
) AS newest
WHERE series.workspace_id = $1::bigint AND series.id = newest.series_id
    AND series.data_through IS DISTINCT FROM GREATEST(series.data_through, newest.at)
