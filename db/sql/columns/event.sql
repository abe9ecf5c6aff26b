-- One row per engagement event of a series at a block, for its columnar copy.
-- $1 workspace_id bigint, $2 series_id bigint
SELECT entry_id, block_id, type, at
FROM event
WHERE workspace_id = $1::bigint AND series_id = $2::bigint AND type >= 'GOAL_HIT' AND block_id IS NOT NULL
