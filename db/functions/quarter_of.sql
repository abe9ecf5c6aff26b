-- The number of the quarter of an hour, counted from 1970, that an instant is in: its bucket of level 0.
CREATE OR REPLACE FUNCTION quarter_of(at timestamptz) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
RETURN floor(date_part('epoch', at) / 900)::integer;
