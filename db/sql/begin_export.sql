-- One row: the export, which this attempt works on from now on. No row if the export has ended or a later attempt works
-- on it.
-- $1 workspace_id bigint, $2 id bigint, $3 attempt integer
UPDATE export
SET status = 'IN_PROGRESS', attempt = $3::integer, is_stored = true
WHERE workspace_id = $1::bigint AND id = $2::bigint AND status IN ('PENDING', 'IN_PROGRESS')
    AND attempt < $3::integer
RETURNING
    id, series_id, request, as_of, link_base, link_key, status, progress, files, attempt, size, error, created_at,
    completed_at, expires_at
