-- One row per block, by id.
-- $1 workspace_id bigint, $2 block_ids bigint[]
SELECT id, series_id, key, name, kind, is_entry, content_title, position, removed_at, x, y
FROM block
WHERE workspace_id = $1::bigint AND id = ANY($2::bigint[])
