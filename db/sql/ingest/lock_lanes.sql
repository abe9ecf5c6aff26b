-- One row per lane locked. Writers of a lane take turns, so what they read of its people's rows stays true until they
-- commit; locks are taken in one order, so they never wait for each other in a circle.
-- $1 workspace_id bigint
SELECT lane.number
FROM ingest_lane AS lane
WHERE lane.workspace_id = $1::bigint AND (lane.series_id, lane.number) IN (SELECT series_id, lane FROM passing)
ORDER BY lane.series_id, lane.number
FOR NO KEY UPDATE
