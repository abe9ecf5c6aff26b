-- One row per visit that was left along a known path. If several paths fit, the one to the block that the entry reached
-- first afterwards.
-- $1 workspace_id bigint, $2 entry_ids bigint[], $3 block_ids bigint[], paired, $4 as_of timestamptz
SELECT
    requested.entry_id, requested.block_id, fitting.series_id, fitting.position, fitting.from_block_id,
    fitting.to_block_id, fitting.condition, fitting.variant, fitting.choices > 1 AS is_shared
FROM unnest($2::bigint[], $3::bigint[]) AS requested (entry_id, block_id)
JOIN visit ON visit.workspace_id = $1::bigint AND visit.entry_id = requested.entry_id
    AND visit.block_id = requested.block_id
CROSS JOIN LATERAL (
    SELECT path.*, next.reached_at, count(*) OVER () AS choices
    FROM path
    LEFT JOIN visit AS next
        ON next.workspace_id = $1::bigint AND next.entry_id = visit.entry_id AND next.block_id = path.to_block_id
        AND next.reached_at >= visit.left_at AND next.reached_at <= $4::timestamptz
    WHERE path.workspace_id = $1::bigint AND path.series_id = visit.series_id AND path.from_block_id = visit.block_id
        AND path.condition::text = (visit.departure).said AND path.variant IS NOT DISTINCT FROM (visit.departure).variant
    ORDER BY next.reached_at, path.position
    LIMIT 1
) AS fitting
WHERE visit.left_at <= $4::timestamptz AND (fitting.choices = 1 OR fitting.reached_at IS NOT NULL)
