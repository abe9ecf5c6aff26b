-- No rows. Merges the events of the batch into the facts of visits. Also updates the other visits of an entry whose
-- start became known, or that exited without naming a block. Run after merge_entries.
-- On a Citus cluster, each WITH query is a step, whose rows are sent to the node of the workspace or back.
-- $1 workspace_id bigint
WITH touched AS (
    SELECT visit.entry_id, visit.block_id
    FROM visit
    WHERE visit.workspace_id = $1::bigint AND visit.entry_id IN (
        SELECT staged_entry.entry_id
        FROM staged_event
        JOIN staged_entry ON staged_entry.number = staged_event.entry_number
        WHERE staged_event.type = 'ENTRY_EXITED' AND staged_event.block_id IS NULL
        UNION
        SELECT entry_id FROM staged_entry WHERE starts_late AND is_theirs
    )
),
reported AS (
    SELECT
        staged_entry.entry_id, staged_event.block_id, staged_event.id, staged_event.type, staged_event.at,
        staged_event.waits_until, staged_event.along, staged_event.variant
    FROM staged_event
    JOIN staged_entry ON staged_entry.number = staged_event.entry_number
    WHERE staged_event.block_id IS NOT NULL AND staged_event.type IN (
        'BLOCK_REACHED', 'BLOCK_LEFT', 'ENTRY_FINISHED', 'ENTRY_DISENGAGED', 'ENTRY_EXITED', 'RECEIVED'
    )
    UNION ALL
    SELECT entry_id, block_id, NULL, NULL, NULL, NULL, NULL, NULL FROM touched
    ORDER BY entry_id, block_id, at, id -- sorts once, instead of the events of each visit separately
),
entered AS MATERIALIZED (
    SELECT entry.id, entry.series_id, entry.person_id, entry.is_started, entry.exits
    FROM staged_entry
    JOIN entry ON entry.workspace_id = $1::bigint AND entry.id = staged_entry.entry_id
    WHERE staged_entry.is_theirs
),
changed AS (
    INSERT INTO visit (
        workspace_id, entry_id, block_id, series_id, person_id, kind, is_started, exits,
        first_reached, waits_until, departure, decision, finished, disengaged, exited, received_at
    )
    SELECT
        block.workspace_id, batch_facts.entry_id, batch_facts.block_id, entry.series_id, entry.person_id, block.kind,
        entry.is_started, entry.exits, batch_facts.first_reached, batch_facts.waits_until, batch_facts.departure,
        batch_facts.decision, batch_facts.finished, batch_facts.disengaged, batch_facts.exited, batch_facts.received_at
    FROM (
        SELECT
            entry_id,
            block_id,
            min(at) FILTER (WHERE type = 'BLOCK_REACHED') AS first_reached,
            max(waits_until) FILTER (WHERE type = 'BLOCK_REACHED') AS waits_until,
            (array_agg(ROW(at, id, block_id, along::text, variant)::occurrence ORDER BY at, id)
                FILTER (WHERE type = 'BLOCK_LEFT'))[1] AS departure,
            (array_agg(ROW(at, id, NULL, along::text, NULL)::occurrence ORDER BY at, id)
                FILTER (WHERE type = 'BLOCK_LEFT' AND along IN ('MATCHED', 'NOT_MATCHED')))[1] AS decision,
            min(at) FILTER (WHERE type = 'ENTRY_FINISHED') AS finished,
            min(at) FILTER (WHERE type = 'ENTRY_DISENGAGED') AS disengaged,
            min(at) FILTER (WHERE type = 'ENTRY_EXITED') AS exited,
            min(at) FILTER (WHERE type = 'RECEIVED') AS received_at
        FROM reported
        GROUP BY entry_id, block_id
    ) AS batch_facts
    JOIN entered AS entry ON entry.id = batch_facts.entry_id
    JOIN block ON block.workspace_id = $1::bigint AND block.id = batch_facts.block_id
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
    RETURNING {versions/of_visit}
)
{versions/visits}
