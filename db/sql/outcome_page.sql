-- One row per series and entry on a page, with the key that orders entries by an outcome. `outcome_at` is the column of
-- its instant, `is_first_outcome` the column that says whether it is the person's first.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 low_at timestamptz, $4 low_id bigint, $5 high_at timestamptz,
-- $6 high_id bigint, $7 size integer, $8 first_alone boolean
SELECT requested.series_id AS owner_id, page.at, page.id
FROM unnest($2::bigint[]) AS requested (series_id)
CROSS JOIN LATERAL (
    SELECT entry.{outcome_at} AS at, entry.id
    FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.series_id = requested.series_id AND entry.{outcome_at} IS NOT NULL
        AND (entry.{outcome_at}, entry.id) > ($3::timestamptz, $4::bigint)
        AND (entry.{outcome_at}, entry.id) < ($5::timestamptz, $6::bigint)
        AND ({is_first_outcome} OR NOT $8::boolean)
        AND {entries_in_scope}
    ORDER BY entry.{outcome_at} {direction}, entry.id {direction}
    LIMIT $7::integer
) AS page
