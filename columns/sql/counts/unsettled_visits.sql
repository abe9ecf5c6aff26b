-- The same for visits about which more is known than has happened as of the instant. States are named once for each group
-- instead of for each visit.
SELECT block_id, state_of(kind, phase) AS state, matched, counted
FROM (
    SELECT
        block_id, kind,
        CASE
            WHEN ended_at <= $3::timestamptz THEN ended_as
            WHEN turned_at <= $3::timestamptz THEN 'RECEIVED'::visit_state
        END AS phase,
        CASE WHEN decided_at <= $3::timestamptz THEN matched END AS matched,
        count(*) AS counted
    FROM visit
    WHERE block_id >= $1::bigint AND block_id <= $2::bigint
        AND reached_at >= $4::timestamptz AND reached_at < $5::timestamptz AND settled_at > $3::timestamptz
        AND (NOT $6::boolean OR superseded_at IS NULL OR superseded_at >= $5::timestamptz)
    GROUP BY ALL
)
