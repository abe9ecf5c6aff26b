-- One row per block and visit on a page, with the key that orders visits by when they were reached.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 low_at timestamptz, $4 low_id bigint, $5 high_at timestamptz,
-- $6 high_id bigint, $7 size integer, $8 begin timestamptz, $9 before timestamptz, $10 as_of timestamptz,
-- $11 latest_alone boolean, $12 matched boolean
SELECT asked.block_id AS owner_id, page.at, page.id
FROM unnest($2::bigint[]) AS asked (block_id)
CROSS JOIN LATERAL (
    SELECT visit.reached_at AS at, visit.entry_id AS id
    FROM visit
    WHERE visit.workspace_id = $1::bigint AND visit.block_id = asked.block_id
        AND visit.reached_at >= $8::timestamptz AND visit.reached_at < $9::timestamptz
        AND (visit.reached_at, visit.entry_id) > ($3::timestamptz, $4::bigint)
        AND (visit.reached_at, visit.entry_id) < ($5::timestamptz, $6::bigint)
        AND (visit.superseded_at IS NULL OR visit.superseded_at >= $9::timestamptz OR NOT $11::boolean)
        AND ($12::boolean IS NULL OR visit.matched = $12::boolean AND visit.decided_at <= $10::timestamptz)
        /* people: visit.person_id */
    ORDER BY visit.reached_at /* direction */, visit.entry_id /* direction */
    LIMIT $7::integer
) AS page
