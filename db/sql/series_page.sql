-- One row per series on a page, in the order of ids.
-- $1 workspace_id bigint, $2 low_id bigint, $3 high_id bigint, $4 size integer, $5 statuses series_status[], $6 search text
SELECT id
FROM series
WHERE workspace_id = $1::bigint AND id > $2::bigint AND id < $3::bigint
    AND ($5::series_status[] IS NULL OR status = ANY($5::series_status[]))
    AND strpos(lower(key || E'\n' || name), lower($6::text)) > 0
ORDER BY id {direction}
LIMIT $4::integer
