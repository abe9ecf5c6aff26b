-- Compares two JSON values: negative, 0 or positive if the first is less than, equal to or greater than the second.
-- Null unless both are numbers or both are strings.
CREATE OR REPLACE FUNCTION json_order(one jsonb, other jsonb) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
    WHEN jsonb_typeof(one) <> jsonb_typeof(other) THEN NULL
    WHEN jsonb_typeof(one) = 'number' THEN sign(one::numeric - other::numeric)::integer
    WHEN jsonb_typeof(one) = 'string' THEN CASE
        WHEN (one #>> '{}') COLLATE "C" < (other #>> '{}') COLLATE "C" THEN -1
        WHEN one = other THEN 0
        ELSE 1
    END
END;
