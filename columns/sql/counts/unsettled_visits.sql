-- The same for visits about which more is known than has happened as of the instant. States are named once for each group
-- instead of for each visit.
-- $1 block_ids bigint[], $2 as_of timestamptz, $3 begin timestamptz, $4 before timestamptz, $5 by_person boolean
SELECT
    block_id, state_of(kind, phase) AS state, matched,
    CASE WHEN $5::boolean THEN 0 ELSE counted END AS entries,
    CASE WHEN $5::boolean THEN counted ELSE 0 END AS people
FROM (
    SELECT
        block_id, kind,
        CASE
            WHEN ended_at <= $2::timestamptz THEN ended_as
            WHEN turned_at <= $2::timestamptz THEN 'RECEIVED'::visit_state
        END AS phase,
        CASE WHEN decided_at <= $2::timestamptz THEN matched END AS matched,
        count(*) AS counted
    FROM visit
    WHERE block_id >= list_min($1::bigint[]) AND block_id <= list_max($1::bigint[])
        AND reached_at >= $3::timestamptz AND reached_at < $4::timestamptz AND settled_at > $2::timestamptz
        AND (NOT $5::boolean OR superseded_at IS NULL OR superseded_at >= $4::timestamptz)
    GROUP BY ALL
)
