-- One row per block and path taken: the median time, in seconds, from reaching the block to leaving it along the path.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 as_of timestamptz, $4 begin timestamptz, $5 before timestamptz,
-- $6 latest_alone boolean
SELECT
    departure.block_id, departure.position,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY departure.seconds) AS seconds
FROM (
    SELECT block_id, position, extract(epoch FROM stayed)::double precision AS seconds
    FROM (
        {departures/of_visits}
    ) AS departure
    WHERE is_latest OR NOT $6::boolean
    OFFSET 0 -- otherwise whole visits are sorted instead of three numbers of each
) AS departure
WHERE departure.position IS NOT NULL
GROUP BY departure.block_id, departure.position
