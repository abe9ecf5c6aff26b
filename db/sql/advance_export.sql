-- One row if this attempt still works on the export. Stores its progress.
-- $1 workspace_id bigint, $2 id bigint, $3 attempt integer, $4 progress real
UPDATE export
SET progress = GREATEST(progress, $4::real)
WHERE workspace_id = $1::bigint AND id = $2::bigint AND attempt = $3::integer
    AND status = 'IN_PROGRESS'
RETURNING id
