-- One row per series with exports: how many.
-- $1 workspace_id bigint, $2 series_ids bigint[]
SELECT series_id, count(*) AS count
FROM export
WHERE workspace_id = $1::bigint AND series_id = ANY($2::bigint[])
GROUP BY series_id
