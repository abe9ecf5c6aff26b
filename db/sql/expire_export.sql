-- No rows. Marks the archive of an export as removed.
-- $1 workspace_id bigint, $2 id bigint
UPDATE export
SET is_stored = false, status = CASE WHEN status = 'COMPLETED' THEN 'EXPIRED' ELSE status END
WHERE workspace_id = $1::bigint AND id = $2::bigint
