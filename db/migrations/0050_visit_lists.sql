-- migrate:up

-- Lists of a block's visits are read from an index in their order, whatever states and decisions are asked for: the
-- visits of each are a run of their own in it, with those among them that lack the instant of the order. The values
-- that tell the runs apart are never null: PostgreSQL does not see that what follows a null is in order.

-- The state that a visit comes to once everything that is known of it has happened.
CREATE FUNCTION final_state(kind block_kind, turned_at timestamptz, ended_as visit_state) RETURNS visit_state
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN ended_as IS NOT NULL THEN ended_as
    WHEN kind = 'WAIT' THEN 'WAITING'::visit_state
    WHEN kind = 'RULE' OR turned_at IS NULL THEN 'PENDING'::visit_state
    ELSE 'RECEIVED'::visit_state
END;

-- 1: matched, 0: not matched, -1: undecided.
CREATE FUNCTION decision_of(matched boolean) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN matched THEN 1 WHEN NOT matched THEN 0 ELSE -1 END;

-- The runs in which there can be visits that are in certain states and decided in one way, null for any. What ends a
-- visit in another state than its final one is the clock, or an event that is known to come later.
CREATE FUNCTION visit_runs(matched boolean, states visit_state[], is_more_known boolean)
RETURNS TABLE (state visit_state, decision integer)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT final.state, decided.decision
    FROM unnest(enum_range(NULL::visit_state)) AS final (state)
    CROSS JOIN unnest(ARRAY[-1, 0, 1]) AS decided (decision)
    WHERE final.state <> 'TRYING_TO_MATCH' -- which always ends
        AND (decision = -1 OR final.state >= 'MOVED_ON') -- leaving a block decides
        AND (matched IS NULL OR decision = decision_of(matched))
        AND (states IS NULL OR is_more_known OR final.state = ANY(states)
            OR final.state = 'PENDING' AND 'TRYING_TO_MATCH' = ANY(states))
$$;

DROP INDEX visit_reached, visit_state, visit_left, visit_waits;

CREATE INDEX visit_reached ON visit (
    workspace_id, block_id, final_state(kind, turned_at, ended_as), decision_of(matched), reached_at, entry_id
);
CREATE INDEX visit_left ON visit (
    workspace_id, block_id, final_state(kind, turned_at, ended_as), decision_of(matched), left_at, entry_id
);
CREATE INDEX visit_waits ON visit (
    workspace_id, block_id, final_state(kind, turned_at, ended_as), decision_of(matched), waits_until, entry_id
);

-- What the planner assumes of them before ANALYZE has seen them: without it, that they tell far more visits apart, and
-- that one index serves as well as another.
SELECT pg_restore_attribute_stats(
    'schemaname', current_schema()::text, 'relname', index, 'attname', assumed.attribute, 'inherited', false,
    'null_frac', 0::real, 'avg_width', 4, 'n_distinct', assumed.n_distinct::real
)
FROM unnest(ARRAY['visit_reached', 'visit_left', 'visit_waits']) AS index
CROSS JOIN (VALUES ('final_state', 6), ('decision_of', 2)) AS assumed (attribute, n_distinct);

-- migrate:down
