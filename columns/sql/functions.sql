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

-- The state and decision of a visit as one small number, which columns/copied_figures.py reads. DuckDB groups by small numbers
-- without hashing.
CREATE MACRO settled_as(state, matched) AS
    (enum_code(state) * 3 + CASE WHEN matched THEN 2 WHEN NOT matched THEN 1 ELSE 0 END)::utinyint;

-- The outcomes of an entry as one small number: a bit for each, in the order of OutcomeKind.
CREATE MACRO outcome_bits(started, in_progress, finished, disengaged, exited, goal_hit) AS (
    CASE WHEN started THEN 1 ELSE 0 END + CASE WHEN in_progress THEN 2 ELSE 0 END
    + CASE WHEN finished THEN 4 ELSE 0 END + CASE WHEN disengaged THEN 8 ELSE 0 END
    + CASE WHEN exited THEN 16 ELSE 0 END + CASE WHEN goal_hit THEN 32 ELSE 0 END
)::utinyint;

CREATE MACRO is_in(instant, range_begin, range_before) AS
    coalesce(instant >= range_begin AND instant < range_before, false);
