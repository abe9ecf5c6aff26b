-- The events of the entries that started in a range, as if their people had no other entries.
WITH cohort AS NOT MATERIALIZED (
    FROM ({copied}) AS copied
    WHERE started_at >= {begin} AND started_at < {before}
)
SELECT * REPLACE (
    is_first_of_person OR is_first_of_entry AND NOT is_in(other_started_at, {begin}, {before}) AS is_first_of_person
)
FROM cohort
WHERE NOT is_of_many
UNION ALL BY NAME
SELECT * REPLACE (
    row_number() OVER (PARTITION BY person_id, block_id, type ORDER BY "at") = 1 AS is_first_of_person
)
FROM cohort
WHERE is_of_many
