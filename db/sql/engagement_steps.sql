-- One row per kind of engagement at a block and quarter of an hour: what events, and the first ones of entries and of
-- people, add to its counts. Engagement counts at its own instant, once its entry's start is known.
-- $1 workspace_id bigint, $2 person_ids bigint[], $3 block_ids bigint[], paired and without repeats
WITH engagement AS (
    SELECT event.series_id, event.block_id, event.person_id, event.entry_id, event.type, event.at
    FROM unnest($2::bigint[], $3::bigint[]) AS asked (person_id, block_id)
    JOIN event ON event.workspace_id = $1::bigint
        AND event.block_id = asked.block_id AND event.person_id = asked.person_id
        AND event.type >= 'GOAL_HIT'
    JOIN entry ON entry.workspace_id = $1::bigint AND entry.id = event.entry_id AND entry.is_started
),
steps AS (
    SELECT series_id, block_id, type, at, 0 AS entries, 0 AS people, 1 AS total FROM engagement
    UNION ALL
    SELECT series_id, block_id, type, min(at), 1, 0, 0 FROM engagement GROUP BY series_id, block_id, type, entry_id
    UNION ALL
    SELECT series_id, block_id, type, min(at), 0, 1, 0 FROM engagement GROUP BY series_id, block_id, type, person_id
)
SELECT
    series_id, block_id, ('ENGAGED_' || type)::figure AS figure, quarter_of(at) AS quarter,
    sum(entries)::integer AS entries, sum(people)::integer AS people, sum(total)::integer AS total
FROM steps
GROUP BY series_id, block_id, type, quarter_of(at)
