-- The index runs that can hold visits with these states and this decision. Null means any. A run is the part of an
-- index of `visit` with one final state and one decision.
-- As of an instant a visit may be in another state than its final one: a wait may end later by the clock, or (if
-- is_more_known) an event may already be known that happens later.
CREATE OR REPLACE FUNCTION visit_runs(matched boolean, states visit_state[], is_more_known boolean)
RETURNS TABLE (state visit_state, decision integer)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT final.state, decided.decision
    FROM unnest(enum_range(NULL::visit_state)) AS final (state)
    CROSS JOIN unnest(ARRAY[-1, 0, 1]) AS decided (decision)
    WHERE final.state <> 'TRYING_TO_MATCH' -- never final: it always ends
        AND (decision = -1 OR final.state >= 'MOVED_ON') -- a visit is decided as it leaves the block
        AND (matched IS NULL OR decision = decision_of(matched))
        AND (states IS NULL OR is_more_known OR final.state = ANY(states)
            OR final.state = 'PENDING' AND 'TRYING_TO_MATCH' = ANY(states))
$$;
