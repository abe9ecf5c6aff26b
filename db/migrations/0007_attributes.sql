-- migrate:up

-- For conditions on attributes. People whom only events have named have none: they cost this index nothing.
CREATE INDEX person_attributes ON person USING gin (workspace_id, attributes jsonb_path_ops) WHERE attributes <> '{}';

-- How two values compare: below 0, 0 or above 0, as the first comes before, with or after the other. Null unless both
-- are numbers or both are texts.
CREATE FUNCTION json_order(one jsonb, other jsonb) RETURNS integer
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

-- migrate:down
