-- One row per block and visit on a page, with the key that orders visits by an instant that not all of them have; the
-- others have the instant `without` in their key, which puts them last. As it stands it is when they left the block;
-- db.visits puts another column in the place of left_at.
-- The index holds the visits of each final state and decision in this order: the first of each are merged. One bound
-- alone at each end: an index scan begins at either of two, which may lie pages away.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 low_at timestamptz, $4 low_id bigint, $5 high_at timestamptz,
-- $6 high_id bigint, $7 size integer, $8 before timestamptz, $9 as_of timestamptz, $10 latest_alone boolean,
-- $11 matched boolean, $12 states visit_state[], $13 begin timestamptz, $14 without timestamptz,
-- $15 known_before timestamptz, $16 low_undated_id bigint, $17 high_undated_id bigint
SELECT block.id AS owner_id, page.at, page.id
FROM block
JOIN series ON series.workspace_id = $1::bigint AND series.id = block.series_id
CROSS JOIN LATERAL (
    SELECT visits.at, visits.id
    FROM visit_runs($11::boolean, $12::visit_state[], series.data_through > $9::timestamptz) AS run
    CROSS JOIN LATERAL (
        (
            SELECT visit.left_at AS at, visit.entry_id AS id
            FROM visit
            WHERE visit.workspace_id = $1::bigint AND visit.block_id = block.id
                AND final_state(visit.kind, visit.turned_at, visit.ended_as) = run.state
                AND decision_of(visit.matched) = run.decision
                AND (visit.left_at, visit.entry_id) > ($3::timestamptz, $4::bigint)
                AND (visit.left_at, visit.entry_id) < ($5::timestamptz, $6::bigint)
                AND visit.reached_at >= $13::timestamptz AND visit.reached_at < $8::timestamptz
                AND (coalesce(visit.superseded_at >= $8::timestamptz, true) OR NOT $10::boolean)
                AND ($11::boolean IS NULL OR visit.decided_at <= $9::timestamptz)
                AND ($12::visit_state[] IS NULL OR state_at(visit, $9::timestamptz) = ANY($12::visit_state[]))
                /* people: visit.entry_id */
            ORDER BY visit.left_at /* direction */, visit.entry_id /* direction */
            LIMIT $7::integer
        )
        UNION ALL
        (
            SELECT $14::timestamptz AS at, visit.entry_id AS id
            FROM visit
            WHERE visit.workspace_id = $1::bigint AND visit.block_id = block.id
                AND final_state(visit.kind, visit.turned_at, visit.ended_as) = run.state
                AND decision_of(visit.matched) = run.decision
                AND visit.left_at IS NULL
                AND visit.entry_id > $16::bigint AND visit.entry_id < $17::bigint
                AND visit.reached_at >= $13::timestamptz AND visit.reached_at < $8::timestamptz
                AND (coalesce(visit.superseded_at >= $8::timestamptz, true) OR NOT $10::boolean)
                AND ($11::boolean IS NULL OR visit.decided_at <= $9::timestamptz)
                AND ($12::visit_state[] IS NULL OR state_at(visit, $9::timestamptz) = ANY($12::visit_state[]))
                /* people: visit.entry_id */
            -- an order that does not depend on what is null is not known to be that of the index
            ORDER BY visit.left_at /* direction */, visit.entry_id /* direction */
            LIMIT $7::integer
        )
        UNION ALL
        (
            -- those that are to have theirs only later
            SELECT $14::timestamptz AS at, visit.entry_id AS id
            FROM visit
            WHERE visit.workspace_id = $1::bigint AND visit.block_id = block.id
                AND final_state(visit.kind, visit.turned_at, visit.ended_as) = run.state
                AND decision_of(visit.matched) = run.decision
                AND visit.left_at >= $15::timestamptz
                AND visit.entry_id > $16::bigint AND visit.entry_id < $17::bigint
                AND visit.reached_at >= $13::timestamptz AND visit.reached_at < $8::timestamptz
                AND (coalesce(visit.superseded_at >= $8::timestamptz, true) OR NOT $10::boolean)
                AND ($11::boolean IS NULL OR visit.decided_at <= $9::timestamptz)
                AND ($12::visit_state[] IS NULL OR state_at(visit, $9::timestamptz) = ANY($12::visit_state[]))
                /* people: visit.entry_id */
            ORDER BY visit.entry_id /* direction */
            LIMIT $7::integer
        )
    ) AS visits
    ORDER BY visits.at /* direction */, visits.id /* direction */
    LIMIT $7::integer
) AS page
WHERE block.workspace_id = $1::bigint AND block.id = ANY($2::bigint[])
