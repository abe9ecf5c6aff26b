-- A visit that was left along a condition took the path to one block, by the same rule as departures/of_visits.
(visit.departure).variant IS NOT DISTINCT FROM $variant::text
AND (
    NOT EXISTS (
        SELECT
        FROM path
        WHERE path.workspace_id = $1::bigint AND path.series_id = (
            SELECT block.series_id FROM block WHERE block.workspace_id = $1::bigint AND block.id = $block_id::bigint
        )
            AND path.from_block_id = $block_id::bigint AND path.condition::text = $left_along::text
            AND path.variant IS NOT DISTINCT FROM $variant::text AND path.to_block_id <> $path_to::bigint
    )
    OR (
        {departures/shared_path}
    ) = (
        SELECT path.position
        FROM path
        WHERE path.workspace_id = $1::bigint AND path.series_id = visit.series_id
            AND path.from_block_id = $block_id::bigint AND path.condition::text = $left_along::text
            AND path.variant IS NOT DISTINCT FROM $variant::text AND path.to_block_id = $path_to::bigint
    )
)
