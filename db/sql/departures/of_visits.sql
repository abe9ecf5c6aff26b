-- The visits reached in a range and left by an instant, each with the position of the path that was taken: null if it is
-- not in the current definition.
SELECT
    visit.block_id,
    GREATEST(visit.left_at - visit.reached_at, interval '0') AS stayed,
    coalesce({visit.superseded_at} >= $5::timestamptz, true) AS is_latest,
    CASE WHEN arm.is_shared THEN (
        {departures/shared_path}
    ) ELSE arm.position END AS position
FROM visit
CROSS JOIN (SELECT $3::timestamptz AS as_of) AS known
LEFT JOIN (
    {departures/arms}
) AS arm ON arm.from_block_id = visit.block_id AND arm.condition = (visit.departure).said
    AND arm.variant = coalesce((visit.departure).variant, '')
WHERE visit.workspace_id = $1::bigint AND visit.block_id = ANY($2::bigint[])
    AND visit.reached_at >= $4::timestamptz AND visit.reached_at < $5::timestamptz
    AND visit.left_at <= $3::timestamptz
    AND {all_visits_in_scope}
