-- The people whose latest visit of a block, or any visit, among those reached in a range, has a certain state, decision,
-- way out or end of its wait.
SELECT visit.person_id
FROM visit
CROSS JOIN (SELECT $as_of::timestamptz AS as_of) AS known
WHERE visit.workspace_id = $1::bigint AND visit.block_id = $block_id::bigint
    AND visit.reached_at >= $begin::timestamptz AND visit.reached_at < $before::timestamptz
    AND (coalesce({visit.superseded_at} >= $before::timestamptz, true) OR NOT $latest_alone::boolean)
    AND ($states::visit_state[] IS NULL
        OR state_of_visit(visit.kind, visit.turned_at, visit.ended_at, visit.ended_as, $as_of::timestamptz)
            = ANY($states::visit_state[]))
    AND ($matched::boolean IS NULL
        OR visit.matched = $matched::boolean AND visit.decided_at <= $as_of::timestamptz)
    AND ($left_along::text IS NULL
        OR (visit.departure).said = $left_along::text AND visit.left_at <= $as_of::timestamptz)
    AND ($variant::text IS NULL
        OR (visit.departure).variant = $variant::text AND visit.left_at <= $as_of::timestamptz)
    AND ($path_to::bigint IS NULL OR {people_filter/took_path})
    AND ($waits_from::timestamptz IS NULL
        OR visit.waits_until >= $waits_from::timestamptz AND visit.waits_until < $waits_before::timestamptz)
    AND {all_visits_in_scope}
