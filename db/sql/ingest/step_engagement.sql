-- No rows. Adds what fresh events change of the engagement at blocks: events, and the first ones of entries and of
-- people. Engagement counts at its own instant, once its entry's start is known. After merge_entries.
-- $1 workspace_id bigint
WITH asked AS (
    SELECT person_id, block_id FROM fresh WHERE type >= 'RECEIVED' OR type = 'GOAL_HIT' AND block_id IS NOT NULL
    UNION
    SELECT passing.person_id, block.id
    FROM passing
    JOIN block ON block.workspace_id = $1::bigint AND block.series_id = passing.series_id
    WHERE passing.starts_late AND passing.is_theirs
),
engagement AS (
    SELECT
        event.series_id, event.block_id, event.person_id, event.entry_id, event.type, event.at,
        passing.starts_late IS NOT TRUE AND fresh.id IS NULL AS was_counted
    FROM asked
    JOIN event ON event.workspace_id = $1::bigint
        AND event.block_id = asked.block_id AND event.person_id = asked.person_id AND event.type >= 'GOAL_HIT'
    JOIN entry ON entry.workspace_id = $1::bigint AND entry.id = event.entry_id AND entry.is_started
    LEFT JOIN fresh ON fresh.id = event.id
    LEFT JOIN passing ON passing.entry_id = event.entry_id AND passing.is_theirs
),
firsts AS (
    SELECT
        series_id, block_id, type, 1 AS entries, 0 AS people,
        min(at) FILTER (WHERE was_counted) AS before, min(at) AS after
    FROM engagement
    GROUP BY series_id, block_id, type, entry_id
    UNION ALL
    SELECT series_id, block_id, type, 0, 1, min(at) FILTER (WHERE was_counted), min(at)
    FROM engagement
    GROUP BY series_id, block_id, type, person_id
),
steps AS (
    SELECT series_id, block_id, type, at, 0 AS entries, 0 AS people, 1 AS total FROM engagement WHERE NOT was_counted
    UNION ALL
    SELECT series_id, block_id, type, after, entries, people, 0 FROM firsts WHERE before IS DISTINCT FROM after
    UNION ALL
    SELECT series_id, block_id, type, before, -entries, -people, 0 FROM firsts WHERE before > after
)
INSERT INTO engagement_change (series_id, block_id, figure, at, entries, people, total)
SELECT series_id, block_id, ('ENGAGED_' || type)::figure, at, entries, people, total
FROM steps
