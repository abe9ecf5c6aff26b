-- One row if this attempt works on the export. Completes it: it can be downloaded until it expires.
-- $1 workspace_id bigint, $2 id bigint, $3 attempt integer, $4 files jsonb, $5 size bigint,
-- $6 lifetime interval
UPDATE export
SET status = 'COMPLETED', progress = 1, files = $4::jsonb, size = $5::bigint, completed_at = now(),
    expires_at = now() + $6::interval
WHERE workspace_id = $1::bigint AND id = $2::bigint AND attempt = $3::integer
    AND status = 'IN_PROGRESS'
RETURNING id
