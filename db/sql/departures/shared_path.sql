-- Of several paths that share a condition and variant: the one to the block that the entry reached first afterwards, as
-- of the instant `known.as_of`.
SELECT path.position
FROM path
JOIN visit AS next ON next.workspace_id = $1::bigint AND next.entry_id = visit.entry_id
    AND next.block_id = path.to_block_id
WHERE path.workspace_id = $1::bigint AND path.series_id = visit.series_id AND path.from_block_id = visit.block_id
    AND path.condition::text = (visit.departure).said AND path.variant IS NOT DISTINCT FROM (visit.departure).variant
    AND next.reached_at >= visit.left_at AND next.reached_at <= known.as_of
ORDER BY next.reached_at, path.position
LIMIT 1
