-- The engagement in a copy, without that of entries whose start is not known.
SELECT
    * EXCLUDE (first_started_at, last_started_at),
    CASE WHEN started_at = first_started_at THEN last_started_at ELSE first_started_at END AS other_started_at,
    count(*) FILTER (WHERE is_first_of_entry) OVER (PARTITION BY person_id, block_id, type) > 2 AS is_of_many
FROM (
    SELECT
        entry.person_id, entry.started_at, event.* EXCLUDE (entry_id),
        row_number() OVER (PARTITION BY entry.id, event.block_id, event.type ORDER BY event.at) = 1
            AS is_first_of_entry,
        row_number() OVER (of_kind ORDER BY event.at) = 1 AS is_first_of_person,
        min(entry.started_at) OVER of_kind AS first_started_at,
        max(entry.started_at) OVER of_kind AS last_started_at
    FROM event
    JOIN entry ON entry.id = event.entry_id
    WINDOW of_kind AS (PARTITION BY entry.person_id, event.block_id, event.type)
)
ORDER BY person_id, "at"
