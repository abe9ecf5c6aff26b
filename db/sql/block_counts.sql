-- One row per block, instant and figure: the visits, people and events counted before the instant.
-- OFFSET 0 keeps each look-up by index as it is: joined freely, the planner reads all of a series for every instant.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 instants timestamptz[]
WITH asked AS (
    SELECT block.series_id, block.id AS block_id, instant, quarter_from(instant) AS quarter
    FROM block CROSS JOIN unnest($3::timestamptz[]) AS instant
    WHERE block.workspace_id = $1::bigint AND block.id = ANY($2::bigint[])
),
-- people to whom something happens in the rest of the quarter of an hour that the instant lies in
moved AS (
    SELECT DISTINCT rest.instant, rest.quarter, event.series_id, event.person_id
    FROM (SELECT DISTINCT series_id, instant, quarter FROM asked) AS rest
    CROSS JOIN LATERAL (
        SELECT series_id, person_id
        FROM event
        WHERE workspace_id = $1::bigint AND series_id = rest.series_id
            AND at >= rest.instant AND at < quarter_start(rest.quarter)
        OFFSET 0
    ) AS event
),
moved_visits AS (
    SELECT theirs.entry_id, theirs.block_id, moved.instant, moved.quarter
    FROM moved
    CROSS JOIN LATERAL (
        SELECT visit.entry_id, visit.block_id
        FROM entry JOIN visit ON visit.workspace_id = $1::bigint AND visit.entry_id = entry.id
        WHERE entry.workspace_id = $1::bigint AND entry.series_id = moved.series_id
            AND entry.person_id = moved.person_id
        OFFSET 0
    ) AS theirs
    WHERE theirs.block_id = ANY($2::bigint[])
    UNION
    SELECT waiting.entry_id, waiting.block_id, asked.instant, asked.quarter
    FROM asked
    CROSS JOIN LATERAL (
        SELECT entry_id, block_id
        FROM visit
        WHERE workspace_id = $1::bigint AND block_id = asked.block_id AND reached_at IS NOT NULL
            AND waits_until >= asked.instant AND waits_until < quarter_start(asked.quarter)
        OFFSET 0
    ) AS waiting
),
first_engagement AS (
    SELECT
        event.block_id, moved.instant, moved.quarter, event.type, event.at,
        row_number() OVER (PARTITION BY moved.instant, event.block_id, event.type, event.entry_id ORDER BY event.at) AS of_entry,
        row_number() OVER (PARTITION BY moved.instant, event.block_id, event.type, event.person_id ORDER BY event.at) AS of_person
    FROM moved
    CROSS JOIN LATERAL (
        SELECT block_id, entry_id, person_id, type, at
        FROM event
        WHERE workspace_id = $1::bigint AND block_id = ANY($2::bigint[]) AND person_id = moved.person_id
            AND type >= 'GOAL_HIT'
        OFFSET 0
    ) AS event
    JOIN LATERAL (
        SELECT is_started FROM entry WHERE workspace_id = $1::bigint AND id = event.entry_id OFFSET 0
    ) AS entry ON entry.is_started
),
later AS (
    SELECT asked.block_id, asked.instant, kept.figure, kept.entries, kept.people, kept.total
    FROM asked
    CROSS JOIN LATERAL buckets_from(asked.quarter) AS buckets
    CROSS JOIN LATERAL (
        SELECT figure, entries, people, total
        FROM figure_count
        WHERE workspace_id = $1::bigint AND series_id = asked.series_id AND block_id = asked.block_id
            AND level = buckets.level AND bucket BETWEEN buckets.first AND buckets.last
        OFFSET 0
    ) AS kept
    UNION ALL
    SELECT moved_visits.block_id, moved_visits.instant, step.figure, step.entries, step.people, 0
    FROM moved_visits
    CROSS JOIN LATERAL (
        SELECT kind, reached_at, turned_at, ended_at, ended_as, decided_at, matched, superseded_at
        FROM visit
        WHERE workspace_id = $1::bigint AND entry_id = moved_visits.entry_id AND block_id = moved_visits.block_id
        OFFSET 0
    ) AS visit
    CROSS JOIN LATERAL visit_steps(
        visit.kind, visit.reached_at, visit.turned_at, visit.ended_at, visit.ended_as, visit.decided_at,
        visit.matched, visit.superseded_at
    ) AS step
    WHERE step.at >= moved_visits.instant AND step.at < quarter_start(moved_visits.quarter)
    UNION ALL
    SELECT block_id, instant, ('ENGAGED_' || type)::figure, (of_entry = 1)::integer, (of_person = 1)::integer, 1
    FROM first_engagement
    WHERE at >= instant AND at < quarter_start(quarter)
),
counted AS (
    SELECT asked.block_id, asked.instant, kept.figure, kept.entries, kept.people, kept.total
    FROM asked
    CROSS JOIN LATERAL (
        SELECT figure, entries, people, total
        FROM figure_count
        WHERE workspace_id = $1::bigint AND series_id = asked.series_id AND block_id = asked.block_id AND level = 4
        OFFSET 0
    ) AS kept
    UNION ALL
    SELECT block_id, instant, figure, -entries, -people, -total FROM later
)
SELECT
    block_id, instant, figure,
    sum(entries)::integer AS entries, sum(people)::integer AS people, sum(total)::integer AS total
FROM counted
GROUP BY block_id, instant, figure
