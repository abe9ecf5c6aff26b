-- One row per path that begins at one of some blocks, in the order of the definition.
-- $1 workspace_id bigint, $2 block_ids bigint[]
SELECT
    series_id, position, from_block_id, to_block_id, condition, variant,
    count(*) OVER (PARTITION BY from_block_id, condition, variant) > 1 AS is_shared
FROM path
WHERE workspace_id = $1::bigint AND from_block_id = ANY($2::bigint[])
    -- for the primary key, which begins with the series
    AND series_id IN (SELECT block.series_id FROM block WHERE workspace_id = $1::bigint AND id = ANY($2::bigint[]))
ORDER BY series_id, position
