-- The entries that started in a range, as if their people had no other entries. What depends on one other entry follows from
-- its start. NOT MATERIALIZED, or DuckDB would store all columns.
WITH cohort AS NOT MATERIALIZED (
    SELECT *, is_in(other_started_at, {begin}, {before}) AS is_with_other
    FROM ({copied}) AS copied
    WHERE started_at >= {begin} AND started_at < {before}
)
SELECT * REPLACE (
    is_first_start OR NOT is_with_other AS is_first_start,
    is_first_finish OR NOT is_with_other AS is_first_finish,
    is_first_disengagement OR NOT is_with_other AS is_first_disengagement,
    is_first_exit OR NOT is_with_other AS is_first_exit,
    is_first_goal OR NOT is_with_other AS is_first_goal,
    CASE WHEN is_with_other THEN covered_until END AS covered_until
)
FROM cohort
WHERE NOT is_of_many
UNION ALL BY NAME
SELECT * REPLACE (
    row_number() OVER (of_person ORDER BY number) = 1 AS is_first_start,
    row_number() OVER (of_person ORDER BY finished_at NULLS LAST, number) = 1 AS is_first_finish,
    row_number() OVER (of_person ORDER BY disengaged_at NULLS LAST, number) = 1 AS is_first_disengagement,
    row_number() OVER (of_person ORDER BY exited_at NULLS LAST, number) = 1 AS is_first_exit,
    row_number() OVER (of_person ORDER BY goal_hit_at NULLS LAST, number) = 1 AS is_first_goal,
    max(coalesce(ended_at, 'infinity'::timestamptz)) OVER (
        of_person ORDER BY number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS covered_until
)
FROM cohort
WHERE is_of_many
WINDOW of_person AS (PARTITION BY series_id, person_id)
