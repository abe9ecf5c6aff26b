-- One row per figure of a series and quarter of an hour that changes: what entries and people add to it.
-- Numbers again the entries of the people who have several in a series, and says anew which is the first of each
-- outcome. After merge_entries.
-- $1 workspace_id bigint, $2 entry_ids bigint[] that changed
WITH reentered AS (
    SELECT DISTINCT entry.series_id, entry.person_id
    FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.id = ANY($2::bigint[])
        AND EXISTS (
            SELECT FROM entry AS other
            WHERE other.workspace_id = $1::bigint AND other.series_id = entry.series_id
                AND other.person_id = entry.person_id AND other.id <> entry.id
        )
),
ranked AS (
    SELECT
        entry.id,
        row_number() OVER by_start AS number,
        max(CASE WHEN is_started THEN coalesce(ended_at, 'infinity') END)
            OVER (by_start ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS covered_until,
        row_number() OVER (one_person ORDER BY finished_at, started_at, key) = 1 AS is_first_finish,
        row_number() OVER (one_person ORDER BY disengaged_at, started_at, key) = 1 AS is_first_disengagement,
        row_number() OVER (one_person ORDER BY exited_at, started_at, key) = 1 AS is_first_exit,
        row_number() OVER (one_person ORDER BY goal_hit_at, started_at, key) = 1 AS is_first_goal
    FROM reentered
    JOIN entry USING (series_id, person_id)
    WHERE entry.workspace_id = $1::bigint
    WINDOW one_person AS (PARTITION BY series_id, person_id), by_start AS (one_person ORDER BY started_at, key)
),
moved AS (
    UPDATE entry SET
        number = ranked.number,
        covered_until = ranked.covered_until,
        is_first_start = ranked.number = 1,
        is_first_finish = ranked.is_first_finish,
        is_first_disengagement = ranked.is_first_disengagement,
        is_first_exit = ranked.is_first_exit,
        is_first_goal = ranked.is_first_goal
    FROM ranked
    WHERE entry.workspace_id = $1::bigint AND entry.id = ranked.id
        AND (entry.number, entry.covered_until, entry.is_first_start, entry.is_first_finish,
            entry.is_first_disengagement, entry.is_first_exit, entry.is_first_goal)
        IS DISTINCT FROM (ranked.number, ranked.covered_until, ranked.number = 1, ranked.is_first_finish,
            ranked.is_first_disengagement, ranked.is_first_exit, ranked.is_first_goal)
    RETURNING old AS before, new AS after
),
steps AS (
    SELECT (after).series_id, step.figure, step.at, step.entries, step.people
    FROM moved CROSS JOIN LATERAL entry_steps(
        (after).started_at, (after).finished_at, (after).disengaged_at, (after).exited_at, (after).goal_hit_at,
        (after).ended_at, (after).covered_until, (after).is_first_start, (after).is_first_finish,
        (after).is_first_disengagement, (after).is_first_exit, (after).is_first_goal
    ) AS step
    UNION ALL
    SELECT (before).series_id, step.figure, step.at, -step.entries, -step.people
    FROM moved CROSS JOIN LATERAL entry_steps(
        (before).started_at, (before).finished_at, (before).disengaged_at, (before).exited_at,
        (before).goal_hit_at, (before).ended_at, (before).covered_until, (before).is_first_start,
        (before).is_first_finish, (before).is_first_disengagement, (before).is_first_exit, (before).is_first_goal
    ) AS step
)
SELECT
    series_id, 0::bigint AS block_id, figure, quarter_of(at) AS quarter,
    sum(entries)::integer AS entries, sum(people)::integer AS people, 0 AS total
FROM steps
GROUP BY series_id, figure, quarter_of(at)
HAVING sum(entries) <> 0 OR sum(people) <> 0
