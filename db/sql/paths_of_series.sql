-- One row per path of some series, in the order of the definition.
-- $1 workspace_id bigint, $2 series_ids bigint[]
SELECT
    series_id, position, from_block_id, to_block_id, condition, variant,
    count(*) OVER (PARTITION BY series_id, from_block_id, condition, variant) > 1 AS is_shared
FROM path
WHERE workspace_id = $1::bigint AND series_id = ANY($2::bigint[])
ORDER BY series_id, position
