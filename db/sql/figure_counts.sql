-- One row per number and figure: the count of a place before an instant, given by the `number`th elements of $2 to $4.
-- A place is a block of a series, or the whole series (block 0).
-- Stored counts cover whole quarters of an hour. For the rest of an instant's quarter, the statement reads the events in it
-- (`happened`), and the rows of their people (`moved`) that can change a figure then.
-- OFFSET 0 keeps each look-up an index scan: without it, the planner reads all rows of a series for every instant.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 block_ids bigint[], $4 moments integer[], places in $5,
-- $5 instants timestamptz[]
WITH requested AS (
    SELECT requested.number::integer AS number, series_id, block_id, moment, instant, quarter_from(instant) AS quarter
    FROM unnest($2::bigint[], $3::bigint[], $4::integer[]) WITH ORDINALITY
        AS requested (series_id, block_id, moment, number)
    CROSS JOIN LATERAL (SELECT ($5::timestamptz[])[requested.moment] AS instant) AS numbered
),
happened AS (
    SELECT rest.*, event.person_id, event.block_id, event.type
    FROM (
        SELECT DISTINCT series_id, moment, instant, quarter_start(quarter) AS ends FROM requested
    ) AS rest
    CROSS JOIN LATERAL (
        SELECT person_id, block_id, type
        FROM event
        WHERE workspace_id = $1::bigint AND series_id = rest.series_id AND at >= rest.instant AND at < rest.ends
        OFFSET 0
    ) AS event
),
moved AS (
    SELECT DISTINCT series_id, moment, instant, ends, person_id FROM happened
),
moved_entries AS (
    SELECT moved.*, entry.*
    FROM moved
    CROSS JOIN LATERAL (
        SELECT
            id, started_at, finished_at, disengaged_at, exited_at, goal_hit_at, ended_at, covered_until,
            is_first_start, is_first_finish, is_first_disengagement, is_first_exit, is_first_goal
        FROM entry
        WHERE workspace_id = $1::bigint AND series_id = moved.series_id AND person_id = moved.person_id
        OFFSET 0
    ) AS entry
),
moved_visits AS (
    {figure_counts/moved_visits}
),
steps AS (
    {figure_counts/steps}
),
engaged AS (
    {figure_counts/engaged}
),
rest AS (
    SELECT series_id, block_id, moment, figure, entries, people, 0 AS total
    FROM steps
    WHERE at >= instant AND at < ends
    UNION ALL
    SELECT
        series_id, block_id, moment, ('ENGAGED_' || type)::figure, (of_entry = 1)::integer, (of_person = 1)::integer, 1
    FROM engaged
    WHERE at >= instant AND at < ends
),
counted AS (
    {figure_counts/counted}
)
SELECT number, figure, sum(entries)::bigint AS entries, sum(people)::bigint AS people, sum(total)::bigint AS total
FROM counted
GROUP BY number, figure
