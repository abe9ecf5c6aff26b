-- One row per block and path: how many entries and people had left the block along the path before an instant. The
-- position of the path is null for all who left along no current path. If several paths share a condition and variant,
-- all who left along one of these are in the row of the first.
-- Stored counts cover whole quarters of an hour. For the rest of the instant's quarter, the statement reads the rows of
-- the people with events in it at the blocks (`moved`). OFFSET 0 keeps each look-up an index scan, as in figure_counts.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 series_ids bigint[], paired, $4 before timestamptz
WITH requested AS (
    SELECT block_id, series_id, quarter_from($4::timestamptz) AS quarter
    FROM unnest($2::bigint[], $3::bigint[]) AS requested (block_id, series_id)
),
moved AS (
    SELECT DISTINCT rest.series_id, rest.quarter, event.person_id, event.block_id
    FROM (SELECT DISTINCT series_id, quarter FROM requested) AS rest
    CROSS JOIN LATERAL (
        SELECT person_id, block_id
        FROM event
        WHERE workspace_id = $1::bigint AND series_id = rest.series_id
            AND at >= $4::timestamptz AND at < quarter_start(rest.quarter)
        OFFSET 0
    ) AS event
    WHERE event.block_id = ANY($2::bigint[])
),
rest AS (
    {departures/moved}
),
counted AS (
    {departures/counted}
)
SELECT
    counted.block_id, arm.position, sum(counted.entries)::bigint AS entries, sum(counted.people)::bigint AS people
FROM counted
LEFT JOIN (
    {departures/arms}
) AS arm ON arm.from_block_id = counted.block_id AND arm.condition = counted.condition
    AND arm.variant = counted.variant
GROUP BY counted.block_id, arm.position
