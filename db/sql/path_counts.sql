-- One row per block and path taken: the number of visits reached in a range and left along the path, and of those that
-- are their person's latest at the block. One more row per block, without a position, for visits that were left along no
-- current path.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 as_of timestamptz, $4 begin timestamptz, $5 before timestamptz
SELECT
    departure.block_id, departure.position, count(*) AS entries, count(*) FILTER (WHERE departure.is_latest) AS people
FROM (
    {departures/of_visits}
) AS departure
GROUP BY departure.block_id, departure.position
