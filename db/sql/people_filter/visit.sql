-- The people whose latest visit of a block, among those reached in a range, has a certain state or decision.
SELECT visit.person_id
FROM visit
WHERE visit.workspace_id = $1::bigint AND visit.block_id = $block_id::bigint
    AND visit.reached_at >= $begin::timestamptz AND visit.reached_at < $before::timestamptz
    AND (visit.superseded_at IS NULL OR visit.superseded_at >= $before::timestamptz)
    AND ($states::visit_state[] IS NULL OR state_at(visit, $as_of::timestamptz) = ANY($states::visit_state[]))
    AND ($matched::boolean IS NULL
        OR visit.matched = $matched::boolean AND visit.decided_at <= $as_of::timestamptz)
