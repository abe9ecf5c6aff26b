-- No rows. Sums the changes of entries, visits, departures and engagement for every level of the stored counts.
-- Run before lock_series, whose lock must be held only briefly.
WITH departed_quarters AS (
    {departures/quarters}
),
departed_eights AS (
    {departures/eights}
),
departed AS (
    INSERT INTO departure_change (series_id, block_id, level, bucket, condition, variant, entries, people, quarters)
    {departures/changes}
),
changes AS (
    SELECT version.series_id, 0 AS block_id, step.figure, step.at, sign * entries AS entries, sign * people AS people,
        0 AS total
    FROM entry_version AS version
    CROSS JOIN LATERAL entry_steps(
        started_at, finished_at, disengaged_at, exited_at, goal_hit_at, ended_at, covered_until, is_first_start,
        is_first_finish, is_first_disengagement, is_first_exit, is_first_goal
    ) AS step
    UNION ALL
    SELECT version.series_id, version.block_id, step.figure, step.at, sign * entries, sign * people, 0
    FROM visit_version AS version
    CROSS JOIN LATERAL visit_steps(
        kind, reached_at, turned_at, ended_at, ended_as, decided_at, matched, superseded_at
    ) AS step
    UNION ALL
    SELECT series_id, block_id, figure, at, entries, people, total FROM engagement_change
),
quarters AS (
    SELECT
        series_id, block_id, figure, quarter_of(at) AS quarter,
        sum(entries)::bigint AS entries, sum(people)::bigint AS people, sum(total)::bigint AS total
    FROM changes
    GROUP BY series_id, block_id, figure, quarter_of(at)
),
eights AS (
    SELECT
        series_id, block_id, figure, quarter >> 5 AS bucket, sum(entries)::bigint AS entries,
        sum(people)::bigint AS people, sum(total)::bigint AS total, {counts/quarters} AS quarters
    FROM quarters
    WHERE entries <> 0 OR people <> 0 OR total <> 0
    GROUP BY series_id, block_id, figure, quarter >> 5
)
INSERT INTO figure_change (series_id, block_id, level, bucket, figure, entries, people, total, quarters)
SELECT series_id, block_id, 1, bucket, figure, entries, people, total, quarters
FROM eights
UNION ALL
SELECT
    series_id, block_id, level, bucket >> (5 * (level - 1)), figure, sum(entries), sum(people), sum(total), NULL
FROM eights CROSS JOIN generate_series(2, 4) AS level
GROUP BY series_id, block_id, level, bucket >> (5 * (level - 1)), figure
HAVING sum(entries) <> 0 OR sum(people) <> 0 OR sum(total) <> 0
