-- One row per block of a series, removed blocks included: its key and kind.
-- $1 workspace_id bigint, $2 series_id bigint
SELECT key, kind
FROM block
WHERE workspace_id = $1::bigint AND series_id = $2::bigint
