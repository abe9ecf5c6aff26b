-- One row per lane of a series. Waits until every transaction that records events of the series has ended.
-- $1 workspace_id bigint, $2 series_id bigint
SELECT lane.number
FROM ingest_lane AS lane
WHERE lane.workspace_id = $1::bigint AND lane.series_id = $2::bigint
ORDER BY lane.number
FOR NO KEY UPDATE
