-- One row per block with visits in certain states, with a decision and a way out: how many.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 before timestamptz, $4 as_of timestamptz, $5 latest_alone boolean,
-- $6 matched boolean, $7 states visit_state[], $8 left_along text, $9 variant text, $10 begin timestamptz
SELECT visit.block_id, count(*) AS count
FROM visit
WHERE visit.workspace_id = $1::bigint AND visit.block_id = ANY($2::bigint[])
    AND visit.reached_at >= $10::timestamptz AND visit.reached_at < $3::timestamptz
    AND (coalesce({visit.superseded_at} >= $3::timestamptz, true) OR NOT $5::boolean)
    AND ($6::boolean IS NULL
        OR decision_of(visit.matched) = decision_of($6::boolean) AND visit.decided_at <= $4::timestamptz)
    AND ($7::visit_state[] IS NULL
        OR state_of_visit(visit.kind, visit.turned_at, visit.ended_at, visit.ended_as, $4::timestamptz)
            = ANY($7::visit_state[]))
    AND ($8::text IS NULL OR (visit.departure).said = $8::text AND visit.left_at <= $4::timestamptz)
    AND ($9::text IS NULL OR (visit.departure).variant = $9::text AND visit.left_at <= $4::timestamptz)
    AND {all_visits_in_scope}
GROUP BY visit.block_id
