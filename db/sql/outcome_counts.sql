-- One row per series, instant and outcome: the entries and people counted before the instant.
-- OFFSET 0 keeps each look-up by index as it is: joined freely, the planner reads all buckets for every instant.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 instants timestamptz[], paired
WITH asked AS (
    SELECT series_id, instant, quarter_from(instant) AS quarter
    FROM unnest($2::bigint[], $3::timestamptz[]) AS asked (series_id, instant)
),
later AS (
    SELECT asked.series_id, asked.instant, kept.figure, kept.entries, kept.people
    FROM asked
    CROSS JOIN LATERAL buckets_from(asked.quarter) AS buckets
    CROSS JOIN LATERAL (
        SELECT figure, entries, people
        FROM figure_count
        WHERE workspace_id = $1::bigint AND series_id = asked.series_id AND block_id = 0
            AND level = buckets.level AND bucket BETWEEN buckets.first AND buckets.last
        OFFSET 0
    ) AS kept
    UNION ALL
    -- the rest of the quarter of an hour that the instant lies in: whatever moves there, an event did
    SELECT asked.series_id, asked.instant, step.figure, step.entries, step.people
    FROM asked
    CROSS JOIN LATERAL (
        SELECT DISTINCT person_id
        FROM event
        WHERE workspace_id = $1::bigint AND series_id = asked.series_id
            AND at >= asked.instant AND at < quarter_start(asked.quarter)
    ) AS moved
    CROSS JOIN LATERAL (
        SELECT *
        FROM entry
        WHERE workspace_id = $1::bigint AND series_id = asked.series_id AND person_id = moved.person_id
        OFFSET 0
    ) AS theirs
    CROSS JOIN LATERAL entry_steps(
        theirs.started_at, theirs.finished_at, theirs.disengaged_at, theirs.exited_at, theirs.goal_hit_at,
        theirs.ended_at, theirs.covered_until, theirs.is_first_start, theirs.is_first_finish,
        theirs.is_first_disengagement, theirs.is_first_exit, theirs.is_first_goal
    ) AS step
    WHERE step.at >= asked.instant AND step.at < quarter_start(asked.quarter)
),
counted AS (
    SELECT asked.series_id, asked.instant, kept.figure, kept.entries, kept.people
    FROM asked
    CROSS JOIN LATERAL (
        SELECT figure, entries, people
        FROM figure_count
        WHERE workspace_id = $1::bigint AND series_id = asked.series_id AND block_id = 0 AND level = 4
        OFFSET 0
    ) AS kept
    UNION ALL
    SELECT series_id, instant, figure, -entries, -people FROM later
)
SELECT series_id, instant, figure, sum(entries)::integer AS entries, sum(people)::integer AS people
FROM counted
GROUP BY series_id, instant, figure
