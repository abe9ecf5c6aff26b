-- One row per block and visit in certain states on a page, with the key that orders visits by when they were reached.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 low_at timestamptz, $4 low_id bigint, $5 high_at timestamptz,
-- $6 high_id bigint, $7 size integer, $8 before timestamptz, $9 as_of timestamptz, $10 latest_alone boolean,
-- $11 matched boolean, $12 states visit_state[]
SELECT block.id AS owner_id, page.at, page.id
FROM block
JOIN series ON series.workspace_id = $1::bigint AND series.id = block.series_id
CROSS JOIN LATERAL (
    (
        SELECT ended.at, ended.id
        FROM unnest(enum_range('MOVED_ON'::visit_state, NULL)) AS ending (ended_as)
        CROSS JOIN LATERAL (
            SELECT visit.reached_at AS at, visit.entry_id AS id
            FROM visit
            WHERE visit.workspace_id = $1::bigint AND visit.block_id = block.id AND visit.ended_as = ending.ended_as
                AND visit.reached_at IS NOT NULL
                AND (visit.reached_at, visit.entry_id) > ($3::timestamptz, $4::bigint)
                AND (visit.reached_at, visit.entry_id) < ($5::timestamptz, $6::bigint)
                AND state_at(visit, $9::timestamptz) = ANY($12::visit_state[])
                AND (coalesce(visit.superseded_at >= $8::timestamptz, true) OR NOT $10::boolean)
                AND ($11::boolean IS NULL OR visit.matched = $11::boolean AND visit.decided_at <= $9::timestamptz)
                /* people: visit.person_id */
            ORDER BY visit.reached_at /* direction */, visit.entry_id /* direction */
            LIMIT $7::integer
        ) AS ended
        -- visits that ended otherwise were in these states only if events are known that came later
        WHERE ending.ended_as = ANY($12::visit_state[]) OR series.data_through > $9::timestamptz
    )
    UNION ALL
    (
        SELECT visit.reached_at AS at, visit.entry_id AS id
        FROM visit
        WHERE visit.workspace_id = $1::bigint AND visit.block_id = block.id AND visit.ended_as IS NULL
            AND visit.reached_at IS NOT NULL
            AND $12::visit_state[] && enum_range(NULL, 'RECEIVED'::visit_state) -- otherwise none of these is asked for
            AND (visit.reached_at, visit.entry_id) > ($3::timestamptz, $4::bigint)
            AND (visit.reached_at, visit.entry_id) < ($5::timestamptz, $6::bigint)
            AND state_at(visit, $9::timestamptz) = ANY($12::visit_state[])
            AND (coalesce(visit.superseded_at >= $8::timestamptz, true) OR NOT $10::boolean)
            AND ($11::boolean IS NULL OR visit.matched = $11::boolean AND visit.decided_at <= $9::timestamptz)
            /* people: visit.person_id */
        ORDER BY visit.reached_at /* direction */, visit.entry_id /* direction */
        LIMIT $7::integer
    )
    ORDER BY at /* direction */, id /* direction */
    LIMIT $7::integer
) AS page
WHERE block.workspace_id = $1::bigint AND block.id = ANY($2::bigint[])
