-- No rows. Merges the events of the batch into the facts of entries.
-- A merge takes the least value or the union, so neither the order of events nor their batches matter.
-- $1 workspace_id bigint
WITH reported AS (
    SELECT
        staged_entry.entry_id, staged_event.id, staged_event.block_id, staged_event.type, staged_event.at,
        staged_event.reason, staged_event.company
    FROM staged_event
    JOIN staged_entry ON staged_entry.number = staged_event.entry_number
    WHERE staged_event.type IN ('ENTRY_STARTED', 'ENTRY_FINISHED', 'ENTRY_DISENGAGED', 'ENTRY_EXITED', 'GOAL_HIT')
        OR staged_entry.first_at IS NULL OR staged_event.at < staged_entry.first_at
        OR staged_event.company IS NOT NULL
            AND (staged_entry.company_at IS NULL OR staged_event.at <= staged_entry.company_at)
),
changed AS (
    UPDATE entry SET
        first_at = LEAST(entry.first_at, batch_facts.first_at),
        is_started = entry.is_started OR batch_facts.is_started,
        company = LEAST(entry.company, batch_facts.company),
        finish = LEAST(entry.finish, batch_facts.finish),
        disengagement = LEAST(entry.disengagement, batch_facts.disengagement),
        exit = LEAST(entry.exit, batch_facts.exit),
        goal = LEAST(entry.goal, batch_facts.goal),
        exits = CASE WHEN batch_facts.exits IS NULL THEN entry.exits ELSE entry.exits || batch_facts.exits END
    FROM (
        SELECT
            entry_id,
            min(at) AS first_at,
            bool_or(type = 'ENTRY_STARTED') AS is_started,
            (array_agg(ROW(at, id, NULL, company, NULL)::occurrence ORDER BY at, id)
                FILTER (WHERE company IS NOT NULL))[1] AS company,
            (array_agg(ROW(at, id, block_id, NULL, NULL)::occurrence ORDER BY at, id)
                FILTER (WHERE type = 'ENTRY_FINISHED'))[1] AS finish,
            (array_agg(ROW(at, id, block_id, reason, NULL)::occurrence ORDER BY at, id)
                FILTER (WHERE type = 'ENTRY_DISENGAGED'))[1] AS disengagement,
            (array_agg(ROW(at, id, block_id, NULL, NULL)::occurrence ORDER BY at, id)
                FILTER (WHERE type = 'ENTRY_EXITED'))[1] AS exit,
            (array_agg(ROW(at, id, block_id, NULL, NULL)::occurrence ORDER BY at, id)
                FILTER (WHERE type = 'GOAL_HIT'))[1] AS goal,
            array_agg(at ORDER BY at, id) FILTER (WHERE type = 'ENTRY_EXITED' AND block_id IS NULL) AS exits
        FROM reported
        GROUP BY entry_id
    ) AS batch_facts
    WHERE entry.workspace_id = $1::bigint AND entry.id = batch_facts.entry_id
    RETURNING {versions/of_entry}
)
{versions/entries}
