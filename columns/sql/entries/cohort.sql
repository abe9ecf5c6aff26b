-- The same for the entries that started in a range, counted as if their people had no other entries. Only people with
-- several entries (is_reentered) can have other values than in all entries. Views instead of a CTE, all columns of which
-- DuckDB would store.
CREATE TEMP VIEW cohort_entry AS
SELECT getvariable('workspace_id')::bigint AS workspace_id, copied.*
FROM copied_entry AS copied
WHERE copied.started_at >= getvariable('started_begin') AND copied.started_at < getvariable('started_end');

CREATE TEMP VIEW entry AS
SELECT * FROM cohort_entry WHERE NOT is_reentered
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
WHERE is_reentered
WINDOW of_person AS (PARTITION BY series_id, person_id);

CREATE TEMP VIEW cohort_visit AS
SELECT getvariable('workspace_id')::bigint AS workspace_id, copied.*
FROM copied_visit AS copied
WHERE copied.started_at >= getvariable('started_begin') AND copied.started_at < getvariable('started_end');

CREATE TEMP VIEW visit AS
SELECT * FROM cohort_visit WHERE NOT is_reentered
UNION ALL BY NAME
SELECT * REPLACE (
    lead(reached_at) OVER (PARTITION BY person_id, block_id ORDER BY reached_at, number) AS superseded_at
)
FROM cohort_visit
WHERE is_reentered;

-- Narrowed by its join with entry.
CREATE TEMP VIEW event AS
SELECT getvariable('workspace_id')::bigint AS workspace_id, copied.* FROM copied_event AS copied;
