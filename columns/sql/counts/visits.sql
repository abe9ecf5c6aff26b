-- The rows of db/sql/visit_counts.sql. Most visits are settled as of the instant: counting these reads few columns. The
-- states of others are named once for each group instead of for each visit. May return further blocks.
-- $1 block_ids bigint[], $2 as_of timestamptz, $3 begin timestamptz, $4 before timestamptz
SELECT block_id, state, matched, sum(entries)::bigint AS entries, sum(entries - superseded)::bigint AS people
FROM (
    SELECT block_id, settled_state(settled) AS state, settled_decision(settled) AS matched, entries, superseded
    FROM (
        SELECT
            block_id, settled, count(*) AS entries, count(*) FILTER (WHERE superseded_at < $4::timestamptz) AS superseded
        FROM visit
        WHERE block_id >= list_min($1::bigint[]) AND block_id <= list_max($1::bigint[])
            AND reached_at >= $3::timestamptz AND reached_at < $4::timestamptz AND settled_at <= $2::timestamptz
        GROUP BY ALL
    )
    UNION ALL
    SELECT block_id, state_of(kind, phase) AS state, matched, entries, superseded
    FROM (
        SELECT
            block_id, kind,
            CASE
                WHEN ended_at <= $2::timestamptz THEN ended_as
                WHEN turned_at <= $2::timestamptz THEN 'RECEIVED'::visit_state
            END AS phase,
            CASE WHEN decided_at <= $2::timestamptz THEN matched END AS matched,
            count(*) AS entries,
            count(*) FILTER (WHERE superseded_at < $4::timestamptz) AS superseded
        FROM visit
        WHERE block_id >= list_min($1::bigint[]) AND block_id <= list_max($1::bigint[])
            AND reached_at >= $3::timestamptz AND reached_at < $4::timestamptz AND settled_at > $2::timestamptz
        GROUP BY ALL
    )
)
GROUP BY ALL
