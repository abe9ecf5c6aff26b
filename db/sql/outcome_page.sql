-- One row per series and entry on a page, with the key that orders entries by an outcome. As it stands the outcome is
-- that they started; db.entries puts the columns of another in the place of started_at and is_first_start.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 low_at timestamptz, $4 low_id bigint, $5 high_at timestamptz,
-- $6 high_id bigint, $7 size integer, $8 first_alone boolean
SELECT asked.series_id AS owner_id, page.at, page.id
FROM unnest($2::bigint[]) AS asked (series_id)
CROSS JOIN LATERAL (
    SELECT entry.started_at AS at, entry.id
    FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.series_id = asked.series_id AND entry.started_at IS NOT NULL
        AND (entry.started_at, entry.id) > ($3::timestamptz, $4::bigint)
        AND (entry.started_at, entry.id) < ($5::timestamptz, $6::bigint)
        AND (entry.is_first_start OR NOT $8::boolean)
        /* people: entry.person_id */
    ORDER BY entry.started_at /* direction */, entry.id /* direction */
    LIMIT $7::integer
) AS page
