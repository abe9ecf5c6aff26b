-- The rows of db/sql/engagement_counts.sql. May return further blocks.
-- $1 block_ids bigint[], $2 begin timestamptz, $3 before timestamptz, $4 by_person boolean
SELECT
    block_id, type,
    count(*) FILTER (WHERE CASE WHEN $4::boolean THEN is_first_of_person ELSE is_first_of_entry END) AS counted,
    count(*) AS total
FROM event
WHERE block_id >= list_min($1::bigint[]) AND block_id <= list_max($1::bigint[])
    AND "at" >= $2::timestamptz AND "at" < $3::timestamptz
GROUP BY ALL
