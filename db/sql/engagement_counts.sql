-- One row per block and kind of engagement: the events in a range, and the first ones of entries and of people that lie
-- in it. Counted from rows, for what the kept counts cannot answer.
-- $1 workspace_id bigint, $2 block_ids bigint[], $3 begin timestamptz, $4 before timestamptz
WITH engagement AS (
    SELECT
        event.block_id, event.type, event.at,
        row_number() OVER (PARTITION BY event.block_id, event.type, event.entry_id ORDER BY event.at) AS of_entry,
        row_number() OVER (PARTITION BY event.block_id, event.type, event.person_id ORDER BY event.at) AS of_person
    FROM event
    JOIN entry ON entry.workspace_id = $1::bigint AND entry.id = event.entry_id AND entry.is_started
        AND entry.person_id = event.person_id -- always so; the index of events at a block is by person
    WHERE event.workspace_id = $1::bigint AND event.block_id = ANY($2::bigint[]) AND event.type >= 'GOAL_HIT'
        AND event.at < $4::timestamptz
        /* people: entry.person_id */
)
SELECT
    block_id, type,
    (count(*) FILTER (WHERE of_entry = 1))::integer AS entries,
    (count(*) FILTER (WHERE of_person = 1))::integer AS people,
    count(*)::integer AS total
FROM engagement
WHERE at >= $3::timestamptz
GROUP BY block_id, type
