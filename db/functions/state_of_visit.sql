-- The state of a visit as of an instant. The visit must have been reached by then (reached_at <= as_of).
-- Each state is written as a constant of its type. A cast around the whole CASE would not be immutable: the planner
-- could not inline the function, and calling it for each row took most of the time of a query.
-- Separate columns instead of the row: on a Citus cluster the row has another type on each shard.
CREATE OR REPLACE FUNCTION state_of_visit(
    kind block_kind, turned_at timestamptz, ended_at timestamptz, ended_as visit_state, as_of timestamptz
) RETURNS visit_state
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN ended_at <= as_of THEN ended_as
    WHEN turned_at <= as_of THEN CASE kind
        WHEN 'RULE' THEN 'PENDING'::visit_state
        ELSE 'RECEIVED'::visit_state
    END
    ELSE CASE kind
        WHEN 'WAIT' THEN 'WAITING'::visit_state
        WHEN 'RULE' THEN 'TRYING_TO_MATCH'::visit_state
        ELSE 'PENDING'::visit_state
    END
END;
