-- One row per figure of a block and quarter of an hour that changes: what visits and people add to it.
-- Merges events, each new, into the facts of visits, and brings the other visits of an entry up to date whose start
-- became known or that exited at no block. After merge_entries.
-- $1 workspace_id bigint, $2 entry_ids bigint[], $3 block_ids bigint[], $4 ids text[], $5 types event_type[],
-- $6 instants timestamptz[], $7 waits_until timestamptz[], $8 along text[], $9 variants text[],
-- $10 changed_entry_ids bigint[]
WITH news AS (
    SELECT
        entry_id,
        block_id,
        min(at) FILTER (WHERE type = 'BLOCK_REACHED') AS first_reached,
        max(waits_until) FILTER (WHERE type = 'BLOCK_REACHED') AS waits_until,
        (array_agg(ROW(at, id, block_id, along, variant)::occurrence ORDER BY at, id)
            FILTER (WHERE type = 'BLOCK_LEFT'))[1] AS departure,
        (array_agg(ROW(at, id, NULL, along, NULL)::occurrence ORDER BY at, id)
            FILTER (WHERE type = 'BLOCK_LEFT' AND along IN ('MATCHED', 'NOT_MATCHED')))[1] AS decision,
        min(at) FILTER (WHERE type = 'ENTRY_FINISHED') AS finished,
        min(at) FILTER (WHERE type = 'ENTRY_DISENGAGED') AS disengaged,
        min(at) FILTER (WHERE type = 'ENTRY_EXITED') AS exited,
        min(at) FILTER (WHERE type = 'RECEIVED') AS received_at
    FROM (
        SELECT * FROM unnest(
            $2::bigint[], $3::bigint[], $4::text[], $5::event_type[], $6::timestamptz[], $7::timestamptz[], $8::text[],
            $9::text[]
        )
        UNION ALL
        SELECT entry_id, block_id, NULL, NULL, NULL, NULL, NULL, NULL
        FROM visit
        WHERE workspace_id = $1::bigint AND entry_id = ANY($10::bigint[])
    ) AS incoming (entry_id, block_id, id, type, at, waits_until, along, variant)
    GROUP BY entry_id, block_id
),
merged AS (
    INSERT INTO visit (
        workspace_id, entry_id, block_id, series_id, person_id, kind, is_started, exits,
        first_reached, waits_until, departure, decision, finished, disengaged, exited, received_at
    )
    SELECT
        $1::bigint, news.entry_id, news.block_id, entry.series_id, entry.person_id, block.kind, entry.is_started,
        entry.exits, news.first_reached, news.waits_until, news.departure, news.decision, news.finished,
        news.disengaged, news.exited, news.received_at
    FROM news
    JOIN entry ON entry.workspace_id = $1::bigint AND entry.id = news.entry_id
    JOIN block ON block.workspace_id = $1::bigint AND block.id = news.block_id
    ON CONFLICT (workspace_id, entry_id, block_id) DO UPDATE SET
        is_started = excluded.is_started,
        exits = excluded.exits,
        first_reached = LEAST(visit.first_reached, excluded.first_reached),
        waits_until = GREATEST(visit.waits_until, excluded.waits_until),
        departure = LEAST(visit.departure, excluded.departure),
        decision = LEAST(visit.decision, excluded.decision),
        finished = LEAST(visit.finished, excluded.finished),
        disengaged = LEAST(visit.disengaged, excluded.disengaged),
        exited = LEAST(visit.exited, excluded.exited),
        received_at = LEAST(visit.received_at, excluded.received_at)
    RETURNING
        new.series_id, new.block_id, new.kind,
        old.reached_at AS old_reached_at, new.reached_at, old.turned_at AS old_turned_at, new.turned_at,
        old.ended_at AS old_ended_at, new.ended_at, old.ended_as AS old_ended_as, new.ended_as,
        old.decided_at AS old_decided_at, new.decided_at, old.matched AS old_matched, new.matched,
        old.superseded_at AS old_superseded_at, new.superseded_at
),
steps AS (
    SELECT series_id, block_id, step.figure, step.at, step.entries, step.people
    FROM merged
    CROSS JOIN LATERAL visit_steps(
        kind, reached_at, turned_at, ended_at, ended_as, decided_at, matched, superseded_at
    ) AS step
    UNION ALL
    SELECT series_id, block_id, step.figure, step.at, -step.entries, -step.people
    FROM merged
    CROSS JOIN LATERAL visit_steps(
        kind, old_reached_at, old_turned_at, old_ended_at, old_ended_as, old_decided_at, old_matched,
        old_superseded_at
    ) AS step
)
SELECT
    series_id, block_id, figure, quarter_of(at) AS quarter,
    sum(entries)::integer AS entries, sum(people)::integer AS people, 0 AS total
FROM steps
GROUP BY series_id, block_id, figure, quarter_of(at)
HAVING sum(entries) <> 0 OR sum(people) <> 0
