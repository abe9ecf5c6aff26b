-- No rows. Says anew when each visit of the people who have several entries was superseded by their next visit of
-- the block. After merge_visits and resequence_entries.
-- $1 workspace_id bigint
WITH ordered AS (
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
),
moved AS (
    UPDATE visit SET
        superseded_at = ordered.superseded_at,
        -- stays: where no generated column has to be computed, PostgreSQL reads what they are made of anew for each row
        is_started = visit.is_started
    FROM ordered
    WHERE visit.workspace_id = $1::bigint AND visit.entry_id = ordered.entry_id AND visit.block_id = ordered.block_id
        AND visit.superseded_at IS DISTINCT FROM ordered.superseded_at
    RETURNING
        new.series_id, new.block_id, new.kind,
        old.reached_at AS old_reached_at, new.reached_at, old.turned_at AS old_turned_at, new.turned_at,
        old.ended_at AS old_ended_at, new.ended_at, old.ended_as AS old_ended_as, new.ended_as,
        old.decided_at AS old_decided_at, new.decided_at, old.matched AS old_matched, new.matched,
        old.superseded_at AS old_superseded_at, new.superseded_at
)
INSERT INTO visit_version
SELECT
    1, series_id, block_id, kind, reached_at, turned_at, ended_at, ended_as, decided_at, matched, superseded_at
FROM moved
WHERE reached_at IS NOT NULL
UNION ALL
SELECT
    -1, series_id, block_id, kind, old_reached_at, old_turned_at, old_ended_at, old_ended_as, old_decided_at,
    old_matched, old_superseded_at
FROM moved
WHERE old_reached_at IS NOT NULL
