-- No rows. Numbers again the entries of people with several in a series, and updates which one is the first with each
-- outcome. Run after merge_entries.
-- $1 workspace_id bigint
WITH changed AS (
    UPDATE entry SET
        number = ranked.number,
        covered_until = ranked.covered_until,
        is_first_start = ranked.number = 1,
        is_first_finish = ranked.is_first_finish,
        is_first_disengagement = ranked.is_first_disengagement,
        is_first_exit = ranked.is_first_exit,
        is_first_goal = ranked.is_first_goal,
        -- Unchanged. Without any generated column to compute, PostgreSQL reads their expressions again for each row.
        is_started = entry.is_started
    FROM (
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
    ) AS ranked
    WHERE entry.workspace_id = $1::bigint AND entry.id = ranked.id
        AND (entry.number, entry.covered_until, entry.is_first_start, entry.is_first_finish,
            entry.is_first_disengagement, entry.is_first_exit, entry.is_first_goal)
        IS DISTINCT FROM (ranked.number, ranked.covered_until, ranked.number = 1, ranked.is_first_finish,
            ranked.is_first_disengagement, ranked.is_first_exit, ranked.is_first_goal)
    RETURNING {versions/of_entry}
)
{versions/entries}
