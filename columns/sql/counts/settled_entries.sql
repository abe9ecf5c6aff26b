-- The number of entries by their outcomes, which are one small number, once all that is known about them has happened.
-- $1 by_person boolean, $2 started_begin timestamptz, $3 started_before timestamptz
SELECT series_id, CASE WHEN $1::boolean THEN outcomes_of_person ELSE outcomes_of_entry END AS outcomes, count(*) AS counted
FROM entry
WHERE started_at >= $2::timestamptz AND started_at < $3::timestamptz
GROUP BY ALL
