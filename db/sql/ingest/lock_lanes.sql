-- One row per locked lane. Writers of a lane take turns, so what they read of its people stays true until they commit.
-- Locks are taken in one order, so that writers do not deadlock.
-- $1 workspace_id bigint
SELECT lane.number
FROM ingest_lane AS lane
WHERE lane.workspace_id = $1::bigint AND (lane.series_id, lane.number) IN (SELECT series_id, lane FROM staged_entry)
ORDER BY lane.series_id, lane.number
FOR NO KEY UPDATE
