-- One row per export, by id.
-- $1 workspace_id bigint, $2 ids bigint[]
SELECT
    id, series_id, request, as_of, link_base, link_key, status, progress, files, attempt, size, error, created_at,
    completed_at, expires_at
FROM export
WHERE workspace_id = $1::bigint AND id = ANY($2::bigint[])
