-- One row per block that has any: how many visits are decided in one way and in certain states.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 begin timestamptz, $4 before timestamptz, $5 as_of timestamptz,
-- $6 latest_alone boolean, $7 matched boolean, $8 states visit_state[]
SELECT visit.block_id, count(*)::integer AS count
FROM visit
WHERE visit.workspace_id = $1::bigint AND visit.block_id = ANY($2::bigint[])
    AND visit.reached_at >= $3::timestamptz AND visit.reached_at < $4::timestamptz
    AND (visit.superseded_at IS NULL OR visit.superseded_at >= $4::timestamptz OR NOT $6::boolean)
    AND visit.matched = $7::boolean AND visit.decided_at <= $5::timestamptz
    AND state_at(visit, $5::timestamptz) = ANY($8::visit_state[])
    /* people: visit.person_id */
GROUP BY visit.block_id
