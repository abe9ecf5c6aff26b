-- One row per block and visit on a page, with the key that orders visits by when they were reached.
-- An index run holds visits in this order, so the first rows of each run are merged.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 low_at timestamptz, $4 low_id bigint, $5 high_at timestamptz,
-- $6 high_id bigint, $7 size integer, $8 before timestamptz, $9 as_of timestamptz, $10 latest_alone boolean,
-- $11 matched boolean, $12 states visit_state[], $13 left_along text, $14 variant text
SELECT block.id AS owner_id, page.at, page.id
FROM block
JOIN series ON series.workspace_id = $1::bigint AND series.id = block.series_id
CROSS JOIN LATERAL (
    SELECT visits.at, visits.id
    FROM visit_runs($11::boolean, $12::visit_state[], series.data_through > $9::timestamptz) AS run
    CROSS JOIN LATERAL (
        SELECT visit.reached_at AS at, visit.entry_id AS id
        FROM visit
        WHERE {visits_page/is_in_run}
            AND (visit.reached_at, visit.entry_id) > ($3::timestamptz, $4::bigint)
            AND (visit.reached_at, visit.entry_id) < ($5::timestamptz, $6::bigint)
            AND {visits_page/is_selected}
        ORDER BY visit.reached_at {direction}, visit.entry_id {direction}
        LIMIT $7::integer
    ) AS visits
    ORDER BY visits.at {direction}, visits.id {direction}
    LIMIT $7::integer
) AS page
WHERE block.workspace_id = $1::bigint AND block.id = ANY($2::bigint[])
