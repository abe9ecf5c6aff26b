-- One row per series locked. Writers of one series take turns, so what they read of its rows stays true until they
-- commit; locks are taken in the order of ids, so they never wait for each other in a circle.
-- $1 workspace_id bigint
SELECT id
FROM series
WHERE workspace_id = $1::bigint AND id IN (SELECT series_id FROM passing)
ORDER BY id
FOR NO KEY UPDATE
