-- The visits of the entries that started in a range, as if their people had no other entries.
WITH cohort AS NOT MATERIALIZED (
    FROM ({copied}) AS copied
    WHERE started_at >= {begin} AND started_at < {before}
)
SELECT * REPLACE (CASE WHEN is_in(next_started_at, {begin}, {before}) THEN superseded_at END AS superseded_at)
FROM cohort
WHERE NOT is_of_many
UNION ALL BY NAME
SELECT * REPLACE (
    lead(reached_at) OVER (PARTITION BY person_id, block_id ORDER BY reached_at, number) AS superseded_at
)
FROM cohort
WHERE is_of_many
