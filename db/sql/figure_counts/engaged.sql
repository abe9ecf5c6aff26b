-- The engagement events of the people who had one at the same block in the rest of a quarter of an hour. Each is numbered
-- among those of its entry and of its person.
SELECT
    moved.series_id, moved.block_id, moved.moment, moved.instant, moved.ends, event.type, event.at,
    row_number() OVER (PARTITION BY moved.moment, moved.block_id, event.type, event.entry_id ORDER BY event.at) AS of_entry,
    row_number() OVER (PARTITION BY moved.moment, moved.block_id, event.type, moved.person_id ORDER BY event.at)
        AS of_person
FROM (
    SELECT DISTINCT series_id, moment, instant, ends, block_id, person_id
    FROM happened
    WHERE type >= 'GOAL_HIT' AND block_id = ANY($3::bigint[])
) AS moved
CROSS JOIN LATERAL (
    SELECT entry_id, type, at
    FROM event
    WHERE workspace_id = $1::bigint AND block_id = moved.block_id AND person_id = moved.person_id AND type >= 'GOAL_HIT'
    OFFSET 0
) AS event
JOIN LATERAL (
    SELECT is_started FROM entry WHERE workspace_id = $1::bigint AND id = event.entry_id OFFSET 0
) AS entry ON entry.is_started
