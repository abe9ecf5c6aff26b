-- One row if the export was active or could be downloaded. Cancels it, or expires its archive.
-- $1 workspace_id bigint, $2 id bigint
UPDATE export
SET status = 'CANCELED', completed_at = least(completed_at, now())
WHERE workspace_id = $1::bigint AND id = $2::bigint
    AND (status IN ('PENDING', 'IN_PROGRESS') OR status = 'COMPLETED' AND expires_at > now())
RETURNING id
