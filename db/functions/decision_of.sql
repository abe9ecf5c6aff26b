-- What a rule decided about a visit, as a number that is never null: 1 matched, 0 not matched, -1 undecided.
-- The indexes of visits keep its results, so its body must not change (README, "Change it").
CREATE OR REPLACE FUNCTION decision_of(matched boolean) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN matched THEN 1 WHEN NOT matched THEN 0 ELSE -1 END;
