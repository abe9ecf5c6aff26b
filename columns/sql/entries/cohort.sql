-- The same tables for the entries that started in a range, counted as if their people had no other entries. Rows that depend
-- on one other entry follow from its start. Views instead of a CTE, all columns of which DuckDB would store.
CREATE TEMP MACRO is_in_cohort(started_at) AS
    coalesce(started_at >= getvariable('started_begin') AND started_at < getvariable('started_end'), false);

CREATE TEMP VIEW cohort_entry AS
SELECT
    getvariable('workspace_id')::bigint AS workspace_id, copied.*, is_in_cohort(copied.other_started_at) AS is_with_other
FROM copied_entry AS copied
WHERE copied.started_at >= getvariable('started_begin') AND copied.started_at < getvariable('started_end');

CREATE TEMP VIEW entry AS
SELECT * REPLACE (
    is_first_start OR NOT is_with_other AS is_first_start,
    is_first_finish OR NOT is_with_other AS is_first_finish,
    is_first_disengagement OR NOT is_with_other AS is_first_disengagement,
    is_first_exit OR NOT is_with_other AS is_first_exit,
    is_first_goal OR NOT is_with_other AS is_first_goal,
    CASE WHEN is_with_other THEN covered_until END AS covered_until
)
FROM cohort_entry
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
FROM cohort_entry
WHERE is_of_many
WINDOW of_person AS (PARTITION BY series_id, person_id);

CREATE TEMP VIEW cohort_visit AS
SELECT copied.*
FROM copied_visit AS copied
WHERE copied.started_at >= getvariable('started_begin') AND copied.started_at < getvariable('started_end');

CREATE TEMP VIEW visit AS
SELECT * REPLACE (CASE WHEN is_in_cohort(next_started_at) THEN superseded_at END AS superseded_at)
FROM cohort_visit
WHERE NOT is_of_many
UNION ALL BY NAME
SELECT * REPLACE (
    lead(reached_at) OVER (PARTITION BY person_id, block_id ORDER BY reached_at, number) AS superseded_at
)
FROM cohort_visit
WHERE is_of_many;

CREATE TEMP VIEW cohort_event AS
SELECT copied.*
FROM copied_event AS copied
WHERE copied.started_at >= getvariable('started_begin') AND copied.started_at < getvariable('started_end');

CREATE TEMP VIEW event AS
SELECT * REPLACE (
    is_first_of_person OR is_first_of_entry AND NOT is_in_cohort(other_started_at) AS is_first_of_person
)
FROM cohort_event
WHERE NOT is_of_many
UNION ALL BY NAME
SELECT * REPLACE (
    row_number() OVER (PARTITION BY person_id, block_id, type ORDER BY "at") = 1 AS is_first_of_person
)
FROM cohort_event
WHERE is_of_many;
