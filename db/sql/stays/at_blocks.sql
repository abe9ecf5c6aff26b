-- The visits reached in a range: how long they stayed at the block, or have stayed until an instant.
SELECT
    visit.block_id AS owner_id, visit.person_id,
    LEAST(visit.ended_at, $as_of::timestamptz) - visit.reached_at AS stayed,
    coalesce(visit.ended_at <= $as_of::timestamptz, false) AS is_over
FROM visit
WHERE visit.workspace_id = $1::bigint AND visit.block_id = ANY($owner_ids::bigint[])
    AND visit.reached_at >= $begin::timestamptz AND visit.reached_at < $before::timestamptz
    AND (coalesce({visit.superseded_at} >= $before::timestamptz, true) OR NOT $latest_alone::boolean)
    AND {all_visits_in_scope}
