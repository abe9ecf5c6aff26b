-- The changes that one visit makes to the figures of its block, each at an instant.
-- Whoever changes this must recount figure_count in a migration: stored counts are sums of these steps.
-- A visit passes through up to three states: [reached, turned), [turned, ended) and from ended on. It may also be
-- decided.
-- Among the visits of one person to a block, a visit counts for people until the next visit supersedes it.
-- Separate columns instead of the row, and UNION ALL instead of VALUES: taking columns out of a row repeatedly, or
-- preparing rows of VALUES again for every visit, would cost more than the rest of an ingest merge.
CREATE OR REPLACE FUNCTION visit_steps(
    kind block_kind, reached_at timestamptz, turned_at timestamptz, ended_at timestamptz, ended_as visit_state,
    decided_at timestamptz, matched boolean, superseded_at timestamptz
) RETURNS TABLE (figure figure, at timestamptz, entries integer, people integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT span.figure, step.at, step.entries, step.people
    FROM (SELECT
            coalesce(superseded_at, 'infinity') AS superseded_at,
            CASE WHEN ended_at IS NULL THEN 'infinity' ELSE GREATEST(ended_at, reached_at) END AS ended_at
        ) AS here
    CROSS JOIN LATERAL (SELECT
            CASE WHEN turned_at IS NULL THEN here.ended_at
                ELSE LEAST(GREATEST(turned_at, reached_at), here.ended_at) END AS turned_at
        ) AS turn
    CROSS JOIN LATERAL (
        SELECT CASE kind WHEN 'WAIT' THEN 'STATE_WAITING'::figure WHEN 'RULE' THEN 'STATE_TRYING_TO_MATCH'
                ELSE 'STATE_PENDING' END AS figure,
            reached_at AS begins, turn.turned_at AS ends
        UNION ALL
        SELECT CASE kind WHEN 'RULE' THEN 'STATE_PENDING'::figure ELSE 'STATE_RECEIVED' END,
            turn.turned_at, here.ended_at
        UNION ALL
        SELECT CASE ended_as WHEN 'MOVED_ON' THEN 'STATE_MOVED_ON'::figure WHEN 'FINISHED' THEN 'STATE_FINISHED'
                WHEN 'DISENGAGED' THEN 'STATE_DISENGAGED' ELSE 'STATE_EXITED' END,
            here.ended_at, 'infinity'
        UNION ALL
        SELECT CASE WHEN matched THEN 'MATCHED'::figure ELSE 'NOT_MATCHED' END,
            CASE WHEN decided_at IS NULL THEN 'infinity' ELSE GREATEST(decided_at, reached_at) END, 'infinity'
    ) AS span
    CROSS JOIN LATERAL (
        SELECT span.begins AS at, 1 AS entries, (span.begins < here.superseded_at)::integer AS people
        UNION ALL
        SELECT span.ends, -1, -(span.begins < here.superseded_at AND span.ends <= here.superseded_at)::integer
        UNION ALL
        SELECT here.superseded_at, 0, -(span.begins < here.superseded_at AND here.superseded_at < span.ends)::integer
    ) AS step
    WHERE reached_at IS NOT NULL AND span.begins < span.ends AND step.at < 'infinity'
        AND (step.entries <> 0 OR step.people <> 0)
$$;
