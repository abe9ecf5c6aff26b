-- One row per person and entry on a page, with the key that orders entries.
-- $1 workspace_id bigint, $2 person_ids bigint[], $3 low_at timestamptz, $4 low_id bigint, $5 high_at timestamptz,
-- $6 high_id bigint, $7 size integer, $8 first_series_id bigint, $9 last_series_id bigint
SELECT requested.person_id AS owner_id, page.at, page.id
FROM unnest($2::bigint[]) AS requested (person_id)
CROSS JOIN LATERAL (
    SELECT entry.started_at AS at, entry.id
    FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.person_id = requested.person_id
        AND entry.series_id BETWEEN $8::bigint AND $9::bigint
        AND (entry.started_at, entry.id) > ($3::timestamptz, $4::bigint)
        AND (entry.started_at, entry.id) < ($5::timestamptz, $6::bigint)
    ORDER BY entry.started_at {direction}, entry.id {direction}
    LIMIT $7::integer
) AS page
