-- The rows of db/sql/entry_counts.sql, of all entries, once all that is known about them has happened: their outcomes are
-- then one small number.
-- $1 by_person boolean
SELECT
    series_id,
    sum(counted * (outcomes & 1)) AS started,
    sum(counted * (outcomes >> 1 & 1)) AS in_progress,
    sum(counted * (outcomes >> 2 & 1)) AS finished,
    sum(counted * (outcomes >> 3 & 1)) AS disengaged,
    sum(counted * (outcomes >> 4 & 1)) AS exited,
    sum(counted * (outcomes >> 5 & 1)) AS goal_hit
FROM (
    SELECT
        series_id, CASE WHEN $1::boolean THEN outcomes_of_person ELSE outcomes_of_entry END AS outcomes,
        count(*) AS counted
    FROM entry
    GROUP BY ALL
)
GROUP BY series_id
