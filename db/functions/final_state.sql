-- The state a visit reaches once everything that is known about it has happened. The indexes of visits begin with it:
-- they keep its results, so its body must not change (README, "Change it").
CREATE OR REPLACE FUNCTION final_state(kind block_kind, turned_at timestamptz, ended_as visit_state) RETURNS visit_state
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN ended_as IS NOT NULL THEN ended_as
    WHEN kind = 'WAIT' THEN 'WAITING'::visit_state
    WHEN kind = 'RULE' OR turned_at IS NULL THEN 'PENDING'::visit_state
    ELSE 'RECEIVED'::visit_state
END;
