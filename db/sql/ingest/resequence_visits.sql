-- No rows. For people with several entries, updates when each visit was superseded by their next visit of the block.
-- Run after merge_visits and resequence_entries.
-- $1 workspace_id bigint
WITH changed AS (
    UPDATE visit SET
        superseded_at = ordered.superseded_at,
        -- Unchanged. Without any generated column to compute, PostgreSQL reads their expressions again for each row.
        is_started = visit.is_started
    FROM (
        SELECT
            visit.entry_id,
            visit.block_id,
            lead(visit.reached_at) OVER (
                PARTITION BY visit.person_id, visit.block_id ORDER BY visit.reached_at, entry.number
            ) AS superseded_at
        FROM reentered
        JOIN entry USING (series_id, person_id)
        JOIN visit ON visit.workspace_id = $1::bigint AND visit.entry_id = entry.id
        WHERE entry.workspace_id = $1::bigint AND visit.reached_at IS NOT NULL
    ) AS ordered
    WHERE visit.workspace_id = $1::bigint AND visit.entry_id = ordered.entry_id AND visit.block_id = ordered.block_id
        AND visit.superseded_at IS DISTINCT FROM ordered.superseded_at
    RETURNING {versions/of_visit}
)
{versions/visits}
