-- One row per block and visit on a page, with the key that orders visits by an optional instant, `ordered_at`. Visits
-- without it have the instant `without` in their key, which puts them last.
-- An index run holds visits in this order, so the first rows of each run are merged. Each scan has a single bound at
-- each end: given two, PostgreSQL would begin at either of them, and these may be pages apart.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 low_at timestamptz, $4 low_id bigint, $5 high_at timestamptz,
-- $6 high_id bigint, $7 size integer, $8 before timestamptz, $9 as_of timestamptz, $10 latest_alone boolean,
-- $11 matched boolean, $12 states visit_state[], $13 left_along text, $14 variant text, $15 begin timestamptz,
-- $16 without timestamptz, $17 known_before timestamptz, $18 low_undated_id bigint, $19 high_undated_id bigint
SELECT block.id AS owner_id, page.at, page.id
FROM block
JOIN series ON series.workspace_id = $1::bigint AND series.id = block.series_id
CROSS JOIN LATERAL (
    SELECT visits.at, visits.id
    FROM visit_runs($11::boolean, $12::visit_state[], series.data_through > $9::timestamptz) AS run
    CROSS JOIN LATERAL (
        (
            SELECT visit.{ordered_at} AS at, visit.entry_id AS id
            FROM visit
            WHERE {visits_page/is_in_run}
                AND (visit.{ordered_at}, visit.entry_id) > ($3::timestamptz, $4::bigint)
                AND (visit.{ordered_at}, visit.entry_id) < ($5::timestamptz, $6::bigint)
                AND visit.reached_at >= $15::timestamptz AND visit.reached_at < $8::timestamptz
                AND {visits_page/is_selected}
            ORDER BY visit.{ordered_at} {direction}, visit.entry_id {direction}
            LIMIT $7::integer
        )
        UNION ALL
        (
            SELECT $16::timestamptz AS at, visit.entry_id AS id
            FROM visit
            WHERE {visits_page/is_in_run}
                AND visit.{ordered_at} IS NULL
                AND visit.entry_id > $18::bigint AND visit.entry_id < $19::bigint
                AND visit.reached_at >= $15::timestamptz AND visit.reached_at < $8::timestamptz
                AND {visits_page/is_selected}
            -- The null column is named too: otherwise the planner does not see that this is the index's order.
            ORDER BY visit.{ordered_at} {direction}, visit.entry_id {direction}
            LIMIT $7::integer
        )
        UNION ALL
        (
            -- Visits whose instant is known only later.
            SELECT $16::timestamptz AS at, visit.entry_id AS id
            FROM visit
            WHERE {visits_page/is_in_run}
                AND visit.{ordered_at} >= $17::timestamptz
                AND visit.entry_id > $18::bigint AND visit.entry_id < $19::bigint
                AND visit.reached_at >= $15::timestamptz AND visit.reached_at < $8::timestamptz
                AND {visits_page/is_selected}
            ORDER BY visit.entry_id {direction}
            LIMIT $7::integer
        )
    ) AS visits
    ORDER BY visits.at {direction}, visits.id {direction}
    LIMIT $7::integer
) AS page
WHERE block.workspace_id = $1::bigint AND block.id = ANY($2::bigint[])
