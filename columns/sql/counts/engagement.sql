-- The rows of db/sql/engagement_counts.sql. May return further blocks.
-- $1 first_block_id bigint, $2 last_block_id bigint, $3 begin timestamptz, $4 before timestamptz, $5 by_person boolean
SELECT
    block_id, type,
    count(*) FILTER (WHERE CASE WHEN $5::boolean THEN is_first_of_person ELSE is_first_of_entry END) AS counted,
    count(*) AS total
FROM event
WHERE block_id >= $1::bigint AND block_id <= $2::bigint AND "at" >= $3::timestamptz AND "at" < $4::timestamptz
GROUP BY ALL
