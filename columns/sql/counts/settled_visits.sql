-- The number of visits by their state and decision, which are one small number, of those that are settled as of the instant:
-- few columns are read. May return further blocks.
-- $1 first_block_id bigint, $2 last_block_id bigint, $3 as_of timestamptz, $4 begin timestamptz, $5 before timestamptz,
-- $6 by_person boolean
SELECT block_id, settled, count(*) AS counted
FROM visit
WHERE block_id >= $1::bigint AND block_id <= $2::bigint
    AND reached_at >= $4::timestamptz AND reached_at < $5::timestamptz AND settled_at <= $3::timestamptz
    AND (NOT $6::boolean OR superseded_at IS NULL OR superseded_at >= $5::timestamptz)
GROUP BY ALL
