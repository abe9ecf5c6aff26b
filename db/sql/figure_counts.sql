-- One row per number and figure: what was counted at a place before an instant, these being the `number`th of $2 to $4. A
-- place is a block of a series, or the series as a whole: block 0. It is what is kept of all time, less what came later:
-- whole buckets, and in the rest of the quarter of an hour that the instant lies in what the rows say of those to whom
-- something happens there.
-- OFFSET 0 keeps each look-up by index as it is: joined freely, the planner reads all of a series for every instant.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 block_ids bigint[], $4 moments integer[], places in $5,
-- $5 instants timestamptz[]
WITH asked AS (
    SELECT asked.number::integer AS number, series_id, block_id, moment, instant, quarter_from(instant) AS quarter
    FROM unnest($2::bigint[], $3::bigint[], $4::integer[]) WITH ORDINALITY AS asked (series_id, block_id, moment, number)
    CROSS JOIN LATERAL (SELECT ($5::timestamptz[])[asked.moment] AS instant) AS numbered
),
moved AS (
    SELECT DISTINCT rest.*, event.person_id
    FROM (SELECT DISTINCT series_id, moment, instant, quarter FROM asked) AS rest
    CROSS JOIN LATERAL (
        SELECT person_id
        FROM event
        WHERE workspace_id = $1::bigint AND series_id = rest.series_id
            AND at >= rest.instant AND at < quarter_start(rest.quarter)
        OFFSET 0
    ) AS event
),
moved_entries AS (
    SELECT moved.series_id, moved.moment, moved.instant, moved.quarter, entry.*
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
    SELECT moved.series_id, moved.moment, moved.instant, moved.quarter, visit.entry_id, visit.block_id
    FROM moved_entries AS moved
    CROSS JOIN LATERAL (
        SELECT entry_id, block_id
        FROM visit
        WHERE workspace_id = $1::bigint AND entry_id = moved.id AND block_id = ANY($3::bigint[])
        OFFSET 0
    ) AS visit
    UNION
    -- nothing happens where the time of a RULE runs out
    SELECT asked.series_id, asked.moment, asked.instant, asked.quarter, waiting.entry_id, asked.block_id
    FROM asked
    CROSS JOIN LATERAL (
        SELECT visit.entry_id
        FROM visit
        WHERE workspace_id = $1::bigint AND block_id = asked.block_id AND kind = 'RULE' AND reached_at IS NOT NULL
            AND final_state(kind, turned_at, ended_as) = ANY('{PENDING,MOVED_ON,FINISHED,DISENGAGED,EXITED}'::visit_state[])
            AND decision_of(matched) = ANY('{-1,0,1}'::integer[])
            AND waits_until >= asked.instant AND waits_until < quarter_start(asked.quarter)
        OFFSET 0
    ) AS waiting
    WHERE asked.block_id IN (
        SELECT id FROM block WHERE workspace_id = $1::bigint AND id = ANY($3::bigint[]) AND kind = 'RULE'
    )
),
steps AS (
    SELECT moved.series_id, 0::bigint AS block_id, moved.moment, moved.instant, moved.quarter, step.*
    FROM moved_entries AS moved
    CROSS JOIN LATERAL entry_steps(
        moved.started_at, moved.finished_at, moved.disengaged_at, moved.exited_at, moved.goal_hit_at, moved.ended_at,
        moved.covered_until, moved.is_first_start, moved.is_first_finish, moved.is_first_disengagement,
        moved.is_first_exit, moved.is_first_goal
    ) AS step
    UNION ALL
    SELECT moved.series_id, moved.block_id, moved.moment, moved.instant, moved.quarter, step.*
    FROM moved_visits AS moved
    CROSS JOIN LATERAL (
        SELECT kind, reached_at, turned_at, ended_at, ended_as, decided_at, matched, superseded_at
        FROM visit
        WHERE workspace_id = $1::bigint AND entry_id = moved.entry_id AND block_id = moved.block_id
        OFFSET 0
    ) AS visit
    CROSS JOIN LATERAL visit_steps(
        visit.kind, visit.reached_at, visit.turned_at, visit.ended_at, visit.ended_as, visit.decided_at,
        visit.matched, visit.superseded_at
    ) AS step
),
engaged AS (
    SELECT
        moved.series_id, event.block_id, moved.moment, moved.instant, moved.quarter, event.type, event.at,
        row_number() OVER (PARTITION BY moved.moment, event.block_id, event.type, event.entry_id ORDER BY event.at) AS of_entry,
        row_number() OVER (PARTITION BY moved.moment, event.block_id, event.type, moved.person_id ORDER BY event.at) AS of_person
    FROM moved
    CROSS JOIN LATERAL (
        SELECT block_id, entry_id, type, at
        FROM event
        WHERE workspace_id = $1::bigint AND block_id = ANY($3::bigint[]) AND person_id = moved.person_id
            AND type >= 'GOAL_HIT'
        OFFSET 0
    ) AS event
    JOIN LATERAL (
        SELECT is_started FROM entry WHERE workspace_id = $1::bigint AND id = event.entry_id OFFSET 0
    ) AS entry ON entry.is_started
),
rest AS (
    SELECT series_id, block_id, moment, figure, entries, people, 0 AS total
    FROM steps
    WHERE at >= instant AND at < quarter_start(quarter)
    UNION ALL
    SELECT
        series_id, block_id, moment, ('ENGAGED_' || type)::figure, (of_entry = 1)::integer, (of_person = 1)::integer, 1
    FROM engaged
    WHERE at >= instant AND at < quarter_start(quarter)
),
counted AS (
    SELECT asked.number, kept.figure, kept.entries, kept.people, kept.total
    FROM asked
    CROSS JOIN LATERAL (
        SELECT figure, entries, people, total
        FROM figure_count
        WHERE workspace_id = $1::bigint AND series_id = asked.series_id AND block_id = asked.block_id AND level = 4
        OFFSET 0
    ) AS kept
    UNION ALL
    SELECT asked.number, kept.figure, -kept.entries, -kept.people, -kept.total
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
    SELECT asked.number, rest.figure, -rest.entries, -rest.people, -rest.total
    FROM rest
    JOIN asked USING (series_id, block_id, moment)
)
SELECT number, figure, sum(entries)::integer AS entries, sum(people)::integer AS people, sum(total)::integer AS total
FROM counted
GROUP BY number, figure
