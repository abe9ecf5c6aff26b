-- One row per figure of a series and quarter of an hour that changes: what entries and people add to it.
-- Merges events, each new, into the facts of their entries. A merge takes the least, or the union, so neither the
-- order of events nor their batches matter.
-- $1 workspace_id bigint, $2 entry_ids bigint[], $3 ids text[], $4 types event_type[], $5 instants timestamptz[],
-- $6 block_ids bigint[], $7 reasons text[], $8 companies text[]
WITH news AS (
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
    FROM unnest(
        $2::bigint[], $3::text[], $4::event_type[], $5::timestamptz[], $6::bigint[], $7::text[], $8::text[]
    ) AS incoming (entry_id, id, type, at, block_id, reason, company)
    GROUP BY entry_id
),
merged AS (
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
steps AS (
    SELECT (after).series_id, step.figure, step.at, step.entries, step.people
    FROM merged CROSS JOIN LATERAL entry_steps(
        (after).started_at, (after).finished_at, (after).disengaged_at, (after).exited_at, (after).goal_hit_at,
        (after).ended_at, (after).covered_until, (after).is_first_start, (after).is_first_finish,
        (after).is_first_disengagement, (after).is_first_exit, (after).is_first_goal
    ) AS step
    UNION ALL
    SELECT (before).series_id, step.figure, step.at, -step.entries, -step.people
    FROM merged CROSS JOIN LATERAL entry_steps(
        (before).started_at, (before).finished_at, (before).disengaged_at, (before).exited_at,
        (before).goal_hit_at, (before).ended_at, (before).covered_until, (before).is_first_start,
        (before).is_first_finish, (before).is_first_disengagement, (before).is_first_exit, (before).is_first_goal
    ) AS step
)
SELECT
    series_id, 0::bigint AS block_id, figure, quarter_of(at) AS quarter,
    sum(entries)::integer AS entries, sum(people)::integer AS people, 0 AS total
FROM steps
GROUP BY series_id, figure, quarter_of(at)
HAVING sum(entries) <> 0 OR sum(people) <> 0
