-- One row per locked series. Only one writer at a time adds to the stored counts of a series. Locks are taken in the
-- order of ids, so that writers do not deadlock.
-- $1 workspace_id bigint
SELECT id
FROM series
WHERE workspace_id = $1::bigint AND id IN (SELECT series_id FROM staged_entry)
ORDER BY id
FOR NO KEY UPDATE
