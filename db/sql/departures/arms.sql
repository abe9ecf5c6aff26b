-- What leads out of the blocks: a condition and variant, and whether several paths share it. No variant is '', which is
-- never reported, so that visits and arms are joined by a hash.
SELECT
    path.from_block_id, path.condition::text AS condition, coalesce(path.variant, '') AS variant,
    min(path.position) AS position, count(*) > 1 AS is_shared
FROM path
WHERE path.workspace_id = $1::bigint AND path.from_block_id = ANY($2::bigint[]) AND path.series_id IN (
    SELECT block.series_id FROM block WHERE block.workspace_id = $1::bigint AND block.id = ANY($2::bigint[])
)
GROUP BY path.from_block_id, path.condition, coalesce(path.variant, '')
