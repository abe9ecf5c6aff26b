-- One row: the number of series.
-- $1 workspace_id bigint, $2 statuses series_status[], $3 search text
SELECT count(*) AS count
FROM series
WHERE workspace_id = $1::bigint
    AND ($2::series_status[] IS NULL OR status = ANY($2::series_status[]))
    AND strpos(lower(key || E'\n' || name), lower($3::text)) > 0
