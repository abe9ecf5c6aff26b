-- The state of a visit that is in a phase: null before it turned, RECEIVED from then on, and the state in which it ended.
-- The same meaning as state_of_visit of db/functions.
CREATE MACRO state_of(kind, phase) AS CASE
    WHEN phase IS NULL THEN CASE kind
        WHEN 'WAIT' THEN 'WAITING'::visit_state
        WHEN 'RULE' THEN 'TRYING_TO_MATCH'::visit_state
        ELSE 'PENDING'::visit_state
    END
    WHEN kind = 'RULE' AND phase = 'RECEIVED' THEN 'PENDING'::visit_state
    ELSE phase
END;
