-- The instant at which a quarter of an hour begins. The opposite of quarter_of.
CREATE OR REPLACE FUNCTION quarter_start(quarter integer) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_timestamp(quarter::double precision * 900);
