-- No rows. Merges the events of the batch into the facts of entries.
-- A merge takes the least value or the union, so neither the order of events nor their batches matter.
-- $1 workspace_id bigint
WITH told AS (
    SELECT
        passing.entry_id, incoming.id, incoming.block_id, incoming.type, incoming.at, incoming.reason, incoming.company
    FROM incoming
    JOIN passing ON passing.number = incoming.passing
    WHERE incoming.type IN ('ENTRY_STARTED', 'ENTRY_FINISHED', 'ENTRY_DISENGAGED', 'ENTRY_EXITED', 'GOAL_HIT')
        OR passing.first_at IS NULL OR incoming.at < passing.first_at
        OR incoming.company IS NOT NULL AND (passing.company_at IS NULL OR incoming.at <= passing.company_at)
),
news AS (
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
    FROM told
    GROUP BY entry_id
),
changed AS (
    UPDATE entry SET
        first_at = LEAST(entry.first_at, news.first_at),
        is_started = entry.is_started OR news.is_started,
        company = LEAST(entry.company, news.company),
        finish = LEAST(entry.finish, news.finish),
        disengagement = LEAST(entry.disengagement, news.disengagement),
        exit = LEAST(entry.exit, news.exit),
        goal = LEAST(entry.goal, news.goal),
        exits = CASE WHEN news.exits IS NULL THEN entry.exits ELSE entry.exits || news.exits END
    FROM news
    WHERE entry.workspace_id = $1::bigint AND entry.id = news.entry_id
    RETURNING old AS before, new AS after
),
{versions/entries}
