-- Returns the earliest of some instants that is at or after `since`, or null if there is none.
-- Strict, so that PostgreSQL skips the call for the many visits whose entry has no such exits.
CREATE OR REPLACE FUNCTION first_since(instants timestamptz[], since timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (SELECT min(instant) FROM unnest(instants) AS instant WHERE instant >= since);
