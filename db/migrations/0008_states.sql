-- migrate:up

-- The same states as before. Each word is a constant of its type here: a cast of the whole CASE is not immutable, which
-- kept the planner from putting the function's body in its place, and calling it for each row took most of the time.
CREATE OR REPLACE FUNCTION state_at(v visit, as_of timestamptz) RETURNS visit_state
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN v.ended_at <= as_of THEN v.ended_as
    WHEN v.turned_at <= as_of THEN CASE v.kind
        WHEN 'RULE' THEN 'PENDING'::visit_state
        ELSE 'RECEIVED'::visit_state
    END
    ELSE CASE v.kind
        WHEN 'WAIT' THEN 'WAITING'::visit_state
        WHEN 'RULE' THEN 'TRYING_TO_MATCH'::visit_state
        ELSE 'PENDING'::visit_state
    END
END;

-- migrate:down
