-- One row per block and visit on a page, with the key that orders visits by an instant that not all of them have; the
-- others have the instant `without` in their key, which puts them last. As it stands the instant is when they left the block;
-- db.pages puts another column in the place of left_at.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 low_at timestamptz, $4 low_id bigint, $5 high_at timestamptz,
-- $6 high_id bigint, $7 size integer, $8 begin timestamptz, $9 before timestamptz, $10 as_of timestamptz,
-- $11 latest_alone boolean, $12 matched boolean, $13 without timestamptz, $14 known_before timestamptz,
-- $15 states visit_state[]
SELECT asked.block_id AS owner_id, page.at, page.id
FROM unnest($2::bigint[]) AS asked (block_id)
CROSS JOIN LATERAL (
    (
        SELECT visit.left_at AS at, visit.entry_id AS id
        FROM visit
        WHERE visit.workspace_id = $1::bigint AND visit.block_id = asked.block_id
            AND visit.left_at IS NOT NULL AND visit.left_at < $14::timestamptz
            AND (visit.left_at, visit.entry_id) > ($3::timestamptz, $4::bigint)
            AND (visit.left_at, visit.entry_id) < ($5::timestamptz, $6::bigint)
            AND visit.reached_at >= $8::timestamptz AND visit.reached_at < $9::timestamptz
            AND (visit.superseded_at IS NULL OR visit.superseded_at >= $9::timestamptz OR NOT $11::boolean)
            AND ($12::boolean IS NULL OR visit.matched = $12::boolean AND visit.decided_at <= $10::timestamptz)
            AND ($15::visit_state[] IS NULL OR state_at(visit, $10::timestamptz) = ANY($15::visit_state[]))
            /* people: visit.person_id */
        ORDER BY visit.left_at /* direction */, visit.entry_id /* direction */
        LIMIT $7::integer
    )
    UNION ALL
    (
        SELECT $13::timestamptz AS at, visit.entry_id AS id
        FROM visit
        WHERE visit.workspace_id = $1::bigint AND visit.block_id = asked.block_id
            AND (visit.left_at IS NULL OR visit.left_at >= $14::timestamptz)
            AND ($13::timestamptz, visit.entry_id) > ($3::timestamptz, $4::bigint)
            AND ($13::timestamptz, visit.entry_id) < ($5::timestamptz, $6::bigint)
            AND visit.reached_at >= $8::timestamptz AND visit.reached_at < $9::timestamptz
            AND (visit.superseded_at IS NULL OR visit.superseded_at >= $9::timestamptz OR NOT $11::boolean)
            AND ($12::boolean IS NULL OR visit.matched = $12::boolean AND visit.decided_at <= $10::timestamptz)
            AND ($15::visit_state[] IS NULL OR state_at(visit, $10::timestamptz) = ANY($15::visit_state[]))
            /* people: visit.person_id */
        ORDER BY visit.entry_id /* direction */
        LIMIT $7::integer
    )
    ORDER BY at /* direction */, id /* direction */
    LIMIT $7::integer
) AS page
