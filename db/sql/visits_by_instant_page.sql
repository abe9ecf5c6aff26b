-- One row per block and visit on a page, with the key that orders visits by an instant that not all of them have; the
-- others have the instant `without` in their key, which puts them last. As it stands it is when they left the block;
-- db.visits puts another column in the place of left_at. One bound alone at each end: an index scan begins at either of
-- two, which may lie pages away.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 low_at timestamptz, $4 low_id bigint, $5 high_at timestamptz,
-- $6 high_id bigint, $7 size integer, $8 before timestamptz, $9 as_of timestamptz, $10 latest_alone boolean,
-- $11 matched boolean, $12 states visit_state[], $13 begin timestamptz, $14 without timestamptz,
-- $15 known_before timestamptz, $16 high_dated_at timestamptz, $17 high_dated_id bigint
SELECT asked.block_id AS owner_id, page.at, page.id
FROM unnest($2::bigint[]) AS asked (block_id)
CROSS JOIN LATERAL (
    (
        SELECT visit.left_at AS at, visit.entry_id AS id
        FROM visit
        WHERE visit.workspace_id = $1::bigint AND visit.block_id = asked.block_id
            AND visit.left_at IS NOT NULL
            AND (visit.left_at, visit.entry_id) > ($3::timestamptz, $4::bigint)
            AND (visit.left_at, visit.entry_id) < ($16::timestamptz, $17::bigint)
            AND visit.reached_at >= $13::timestamptz AND visit.reached_at < $8::timestamptz
            AND (coalesce(visit.superseded_at >= $8::timestamptz, true) OR NOT $10::boolean)
            AND ($11::boolean IS NULL OR visit.matched = $11::boolean AND visit.decided_at <= $9::timestamptz)
            AND ($12::visit_state[] IS NULL OR state_at(visit, $9::timestamptz) = ANY($12::visit_state[]))
            /* people: visit.person_id */
        ORDER BY visit.left_at /* direction */, visit.entry_id /* direction */
        LIMIT $7::integer
    )
    UNION ALL
    (
        SELECT $14::timestamptz AS at, visit.entry_id AS id
        FROM visit
        WHERE visit.workspace_id = $1::bigint AND visit.block_id = asked.block_id
            AND (visit.left_at IS NULL OR visit.left_at >= $15::timestamptz)
            AND ($14::timestamptz, visit.entry_id) > ($3::timestamptz, $4::bigint)
            AND ($14::timestamptz, visit.entry_id) < ($5::timestamptz, $6::bigint)
            AND visit.reached_at >= $13::timestamptz AND visit.reached_at < $8::timestamptz
            AND (coalesce(visit.superseded_at >= $8::timestamptz, true) OR NOT $10::boolean)
            AND ($11::boolean IS NULL OR visit.matched = $11::boolean AND visit.decided_at <= $9::timestamptz)
            AND ($12::visit_state[] IS NULL OR state_at(visit, $9::timestamptz) = ANY($12::visit_state[]))
            /* people: visit.person_id */
        ORDER BY visit.entry_id /* direction */
        LIMIT $7::integer
    )
    ORDER BY at /* direction */, id /* direction */
    LIMIT $7::integer
) AS page
