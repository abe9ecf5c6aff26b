-- No rows. Adds the changes that the batch makes to the engagement of blocks: events, and first events of entries and
-- of people. Engagement counts at its own instant, once the start of its entry is known.
-- Run after merge_entries and before record_events: table `event` must hold only earlier events.
-- $1 workspace_id bigint
WITH reported AS (
    SELECT
        staged_entry.series_id, staged_event.block_id, staged_entry.person_id, staged_entry.entry_id, staged_event.type,
        staged_event.at
    FROM staged_event
    JOIN staged_entry ON staged_entry.number = staged_event.entry_number
    WHERE staged_event.type >= 'RECEIVED' OR staged_event.type = 'GOAL_HIT' AND staged_event.block_id IS NOT NULL
),
theirs AS (
    SELECT series_id, person_id, entry_id, starts_late FROM staged_entry WHERE is_theirs
)
INSERT INTO engagement_change (series_id, block_id, figure, at, entries, people, total)
SELECT series_id, block_id, ('ENGAGED_' || type)::figure, at, entries, people, total
FROM (
    WITH requested AS (
        SELECT person_id, block_id FROM reported
        UNION
        SELECT theirs.person_id, block.id
        FROM theirs
        JOIN block ON block.workspace_id = $1::bigint AND block.series_id = theirs.series_id
        WHERE theirs.starts_late
    ),
    known AS (
        SELECT event.*
        FROM requested
        -- not a join: it would read the engagement of the whole workspace while that is small
        CROSS JOIN LATERAL (
            SELECT event.series_id, event.block_id, event.person_id, event.entry_id, event.type, event.at
            FROM event
            WHERE event.workspace_id = $1::bigint AND event.block_id = requested.block_id
                AND event.person_id = requested.person_id AND event.type >= 'GOAL_HIT'
            OFFSET 0
        ) AS event
    ),
    engagement AS (
        SELECT observed.*
        FROM (
            SELECT known.*, theirs.starts_late IS NOT TRUE AS was_counted
            FROM known
            LEFT JOIN theirs ON theirs.entry_id = known.entry_id
            UNION ALL
            SELECT reported.*, false FROM reported
        ) AS observed
        JOIN entry ON entry.workspace_id = $1::bigint AND entry.id = observed.entry_id AND entry.is_started
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
    SELECT * FROM steps
) AS steps
