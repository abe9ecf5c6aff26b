-- One row per block of some series, removed blocks included, in the order of the definition.
-- $1 workspace_id bigint, $2 series_ids bigint[]
SELECT id, series_id, key, name, kind, is_entry, content_title, position, removed_at, x, y
FROM block
WHERE workspace_id = $1::bigint AND series_id = ANY($2::bigint[])
ORDER BY series_id, position, id
