-- One row per block and visit on a page, with the key that orders visits by when they were reached.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 low_at timestamptz, $4 low_id bigint, $5 high_at timestamptz,
-- $6 high_id bigint, $7 size integer, $8 before timestamptz, $9 as_of timestamptz, $10 latest_alone boolean,
-- $11 matched boolean
SELECT asked.block_id AS owner_id, page.at, page.id
FROM unnest($2::bigint[]) AS asked (block_id)
CROSS JOIN LATERAL (
    SELECT visit.reached_at AS at, visit.entry_id AS id
    FROM visit
    WHERE visit.workspace_id = $1::bigint AND visit.block_id = asked.block_id
        AND visit.reached_at IS NOT NULL
        AND (visit.reached_at, visit.entry_id) > ($3::timestamptz, $4::bigint)
        AND (visit.reached_at, visit.entry_id) < ($5::timestamptz, $6::bigint)
        AND (coalesce(visit.superseded_at >= $8::timestamptz, true) OR NOT $10::boolean)
        AND ($11::boolean IS NULL OR visit.matched = $11::boolean AND visit.decided_at <= $9::timestamptz)
        /* people: visit.person_id */
    ORDER BY visit.reached_at /* direction */, visit.entry_id /* direction */
    LIMIT $7::integer
) AS page
