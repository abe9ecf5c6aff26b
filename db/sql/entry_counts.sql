-- One row per series, instant and outcome: the entries and people counted before the instant, among the entries that
-- started in a range. Counted from rows, for what the kept counts cannot answer.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 instants timestamptz[], paired, $4 begin timestamptz, $5 end timestamptz
WITH asked AS (
    SELECT series_id, array_agg(instant ORDER BY instant) AS instants
    FROM unnest($2::bigint[], $3::timestamptz[]) AS asked (series_id, instant)
    GROUP BY series_id
),
changes AS (
    SELECT
        entry.series_id, step.figure, width_bucket(step.at, asked.instants) AS slot,
        sum(step.entries) AS entries, sum(step.people) AS people
    FROM asked
    JOIN entry ON entry.series_id = asked.series_id
    CROSS JOIN LATERAL entry_steps(
        entry.started_at, entry.finished_at, entry.disengaged_at, entry.exited_at, entry.goal_hit_at,
        entry.ended_at, entry.covered_until, entry.is_first_start, entry.is_first_finish,
        entry.is_first_disengagement, entry.is_first_exit, entry.is_first_goal
    ) AS step
    WHERE entry.workspace_id = $1::bigint AND entry.started_at >= $4::timestamptz AND entry.started_at < $5::timestamptz
        /* people: entry.person_id */
    GROUP BY entry.series_id, step.figure, slot
)
SELECT
    changes.series_id, instant, changes.figure,
    sum(changes.entries)::integer AS entries, sum(changes.people)::integer AS people
FROM asked
CROSS JOIN LATERAL unnest(asked.instants) WITH ORDINALITY AS slots (instant, slot)
JOIN changes ON changes.series_id = asked.series_id AND changes.slot < slots.slot
GROUP BY changes.series_id, instant, changes.figure
