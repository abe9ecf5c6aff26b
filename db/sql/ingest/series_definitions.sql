-- One row per block of the named series, and one row without a block for a series that has none.
-- $1 workspace_id bigint, $2 keys text[]
SELECT series.key AS series_key, series.id AS series_id, block.key AS block_key, block.id AS block_id
FROM series
LEFT JOIN block ON block.workspace_id = series.workspace_id AND block.series_id = series.id
WHERE series.workspace_id = $1::bigint AND series.key = ANY($2::text[])
