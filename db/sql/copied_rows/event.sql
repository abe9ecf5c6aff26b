-- The rows of table event in a columnar copy.
SELECT entry_id, block_id, type, at
FROM event
WHERE workspace_id = $1::bigint AND series_id = $2::bigint AND type >= 'GOAL_HIT' AND block_id IS NOT NULL
