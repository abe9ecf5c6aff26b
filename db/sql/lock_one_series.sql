-- One row per locked series. Only one writer at a time adds to the stored counts of a series.
-- $1 workspace_id bigint, $2 series_id bigint
SELECT id FROM series WHERE workspace_id = $1::bigint AND id = $2::bigint FOR NO KEY UPDATE
