-- One row per block, instant and figure: the visits, people and events counted before the instant.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 instants timestamptz[]
WITH asked AS (
    SELECT block.series_id, block.id AS block_id, instant, quarter_from(instant) AS quarter
    FROM block CROSS JOIN unnest($3::timestamptz[]) AS instant
    WHERE block.workspace_id = $1::bigint AND block.id = ANY($2::bigint[])
),
-- people to whom something happens in the rest of the quarter of an hour that the instant lies in
moved AS (
    SELECT DISTINCT event.series_id, event.person_id, rest.instant, rest.quarter
    FROM (SELECT DISTINCT series_id, instant, quarter FROM asked) AS rest
    JOIN event
        ON event.workspace_id = $1::bigint AND event.series_id = rest.series_id
        AND event.at >= rest.instant AND event.at < quarter_start(rest.quarter)
),
moved_visits AS (
    SELECT visit.entry_id, visit.block_id, moved.instant, moved.quarter
    FROM moved
    JOIN entry
        ON entry.workspace_id = $1::bigint AND entry.series_id = moved.series_id AND entry.person_id = moved.person_id
    JOIN visit ON visit.workspace_id = $1::bigint AND visit.entry_id = entry.id AND visit.block_id = ANY($2::bigint[])
    UNION
    SELECT visit.entry_id, visit.block_id, asked.instant, asked.quarter
    FROM asked
    JOIN visit
        ON visit.workspace_id = $1::bigint AND visit.block_id = asked.block_id AND visit.reached_at IS NOT NULL
        AND visit.waits_until >= asked.instant AND visit.waits_until < quarter_start(asked.quarter)
),
first_engagement AS (
    SELECT
        event.block_id, moved.instant, moved.quarter, event.type, event.at,
        row_number() OVER (PARTITION BY moved.instant, event.block_id, event.type, event.entry_id ORDER BY event.at) AS of_entry,
        row_number() OVER (PARTITION BY moved.instant, event.block_id, event.type, event.person_id ORDER BY event.at) AS of_person
    FROM moved
    JOIN event
        ON event.workspace_id = $1::bigint AND event.block_id = ANY($2::bigint[]) AND event.person_id = moved.person_id
        AND event.type >= 'GOAL_HIT'
    JOIN entry ON entry.workspace_id = $1::bigint AND entry.id = event.entry_id AND entry.is_started
),
later AS (
    SELECT asked.block_id, asked.instant, kept.figure, kept.entries, kept.people, kept.total
    FROM asked
    CROSS JOIN LATERAL buckets_from(asked.quarter) AS buckets
    JOIN figure_count AS kept
        ON kept.workspace_id = $1::bigint AND kept.series_id = asked.series_id AND kept.block_id = asked.block_id
        AND kept.level = buckets.level AND kept.bucket BETWEEN buckets.first AND buckets.last
    UNION ALL
    SELECT moved_visits.block_id, moved_visits.instant, step.figure, step.entries, step.people, 0
    FROM moved_visits
    JOIN visit
        ON visit.workspace_id = $1::bigint AND visit.entry_id = moved_visits.entry_id
        AND visit.block_id = moved_visits.block_id
    CROSS JOIN LATERAL visit_steps(visit) AS step
    WHERE step.at >= moved_visits.instant AND step.at < quarter_start(moved_visits.quarter)
    UNION ALL
    SELECT block_id, instant, ('ENGAGED_' || type)::figure, (of_entry = 1)::integer, (of_person = 1)::integer, 1
    FROM first_engagement
    WHERE at >= instant AND at < quarter_start(quarter)
),
counted AS (
    SELECT asked.block_id, asked.instant, kept.figure, kept.entries, kept.people, kept.total
    FROM asked
    JOIN figure_count AS kept
        ON kept.workspace_id = $1::bigint AND kept.series_id = asked.series_id AND kept.block_id = asked.block_id
        AND kept.level = 4
    UNION ALL
    SELECT block_id, instant, figure, -entries, -people, -total FROM later
)
SELECT
    block_id, instant, figure,
    sum(entries)::integer AS entries, sum(people)::integer AS people, sum(total)::integer AS total
FROM counted
GROUP BY block_id, instant, figure
