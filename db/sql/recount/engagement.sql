-- The changes that all engagement in these series makes to the figures of their blocks. Each event is numbered among
-- those of its entry and of its person, because the first ones count as unique.
SELECT
    engaged.series_id, engaged.block_id, ('ENGAGED_' || engaged.type)::figure, engaged.at, (engaged.of_entry = 1)::integer,
    (engaged.of_person = 1)::integer, 1
FROM (
    SELECT
        event.series_id, event.block_id, event.type, event.at,
        row_number() OVER (PARTITION BY event.block_id, event.type, event.entry_id ORDER BY event.at) AS of_entry,
        row_number() OVER (PARTITION BY event.block_id, event.type, event.person_id ORDER BY event.at) AS of_person
    FROM event
    JOIN entry ON entry.workspace_id = $1::bigint AND entry.id = event.entry_id AND entry.is_started
    WHERE event.workspace_id = $1::bigint AND event.series_id = ANY($2::bigint[]) AND event.type >= 'GOAL_HIT'
        AND event.block_id IS NOT NULL AND {recounted_events}
) AS engaged
