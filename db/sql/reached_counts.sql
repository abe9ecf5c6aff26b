-- One row per block: the number of visits reached in a range, or of the latest of each person. As of an instant: the
-- number of those that are undecided, and of those that were left after they had ended in another way. Counted from rows,
-- to check the figures of blocks.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 as_of timestamptz, $4 begin timestamptz, $5 before timestamptz,
-- $6 latest_alone boolean
SELECT
    visit.block_id, count(*) AS reached,
    count(*) FILTER (WHERE visit.decided_at IS NULL OR visit.decided_at > $3::timestamptz) AS undecided,
    count(*) FILTER (WHERE visit.left_at <= $3::timestamptz AND visit.ended_as <> 'MOVED_ON') AS left_ended
FROM visit
WHERE visit.workspace_id = $1::bigint AND visit.block_id = ANY($2::bigint[])
    AND visit.reached_at >= $4::timestamptz AND visit.reached_at < $5::timestamptz
    AND (coalesce({visit.superseded_at} >= $5::timestamptz, true) OR NOT $6::boolean)
    AND {all_visits_in_scope}
GROUP BY visit.block_id
