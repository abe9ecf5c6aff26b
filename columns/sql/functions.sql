-- The functions of PostgreSQL that the statements call, with the same meaning.
CREATE MACRO state_at(v, as_of) AS CASE
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
