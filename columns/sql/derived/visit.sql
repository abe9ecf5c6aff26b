-- The visits of a copy.
SELECT
    entry.series_id, entry.person_id, entry.number, entry.started_at, visit.* EXCLUDE (entry_id),
    lead(entry.started_at) OVER (
        PARTITION BY entry.person_id, visit.block_id ORDER BY visit.reached_at, entry.number
    ) AS next_started_at,
    count(*) OVER (PARTITION BY entry.person_id, visit.block_id) > 2 AS is_of_many
FROM visit
JOIN entry ON entry.id = visit.entry_id
ORDER BY entry.person_id, entry.number
