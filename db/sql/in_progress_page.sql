-- One row per series and entry in progress on a page, with the key that orders entries by their start.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 low_at timestamptz, $4 low_id bigint, $5 high_at timestamptz,
-- $6 high_id bigint, $7 size integer, $8 first_alone boolean, $9 as_of timestamptz
SELECT series.id AS owner_id, page.at, page.id
FROM series
CROSS JOIN LATERAL (
    (
        SELECT entry.started_at AS at, entry.id
        FROM entry
        WHERE entry.workspace_id = $1::bigint AND entry.series_id = series.id
            AND entry.started_at IS NOT NULL AND entry.ended_at IS NULL
            AND (entry.started_at, entry.id) > ($3::timestamptz, $4::bigint)
            AND (entry.started_at, entry.id) < ($5::timestamptz, $6::bigint)
            AND (coalesce({entry.covered_until} <= $9::timestamptz, true) OR NOT $8::boolean)
            AND {entries_in_scope}
        ORDER BY entry.started_at {direction}, entry.id {direction}
        LIMIT $7::integer
    )
    UNION ALL
    (
        SELECT entry.started_at AS at, entry.id
        FROM entry
        WHERE entry.workspace_id = $1::bigint AND entry.series_id = series.id
            AND series.data_through > $9::timestamptz -- otherwise no entry has ended since
            AND entry.started_at IS NOT NULL AND entry.ended_at > $9::timestamptz
            AND (entry.started_at, entry.id) > ($3::timestamptz, $4::bigint)
            AND (entry.started_at, entry.id) < ($5::timestamptz, $6::bigint)
            AND (coalesce({entry.covered_until} <= $9::timestamptz, true) OR NOT $8::boolean)
            AND {entries_in_scope}
        ORDER BY entry.started_at {direction}, entry.id {direction}
        LIMIT $7::integer
    )
    ORDER BY at {direction}, id {direction}
    LIMIT $7::integer
) AS page
WHERE series.workspace_id = $1::bigint AND series.id = ANY($2::bigint[])
