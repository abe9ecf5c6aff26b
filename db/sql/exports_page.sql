-- One row per series and export on a page, with the key that orders exports. The oldest export has the lowest key.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 low_id bigint, $4 high_id bigint, $5 size integer
SELECT requested.series_id AS owner_id, page.id
FROM unnest($2::bigint[]) AS requested (series_id)
CROSS JOIN LATERAL (
    SELECT export.id
    FROM export
    WHERE export.workspace_id = $1::bigint AND export.series_id = requested.series_id
        AND export.id > $3::bigint AND export.id < $4::bigint
    ORDER BY export.id {direction}
    LIMIT $5::integer
) AS page
