-- The rows of db/sql/visit_counts.sql in one unit, for the visits that are settled as of the instant: few columns are read.
-- May return further blocks.
-- $1 block_ids bigint[], $2 as_of timestamptz, $3 begin timestamptz, $4 before timestamptz, $5 by_person boolean
SELECT
    block_id, settled_state(settled) AS state, settled_decision(settled) AS matched,
    CASE WHEN $5::boolean THEN 0 ELSE counted END AS entries,
    CASE WHEN $5::boolean THEN counted ELSE 0 END AS people
FROM (
    SELECT block_id, settled, count(*) AS counted
    FROM visit
    WHERE block_id >= list_min($1::bigint[]) AND block_id <= list_max($1::bigint[])
        AND reached_at >= $3::timestamptz AND reached_at < $4::timestamptz AND settled_at <= $2::timestamptz
        AND (NOT $5::boolean OR superseded_at IS NULL OR superseded_at >= $4::timestamptz)
    GROUP BY ALL
)
