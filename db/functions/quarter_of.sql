-- The number of the quarter of an hour, counted from 1970, that an instant is in. date_bin counts whole microseconds: as a
-- number of seconds, an instant a thousand years from now would be rounded into the next quarter.
CREATE OR REPLACE FUNCTION quarter_of(at timestamptz) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (date_part('epoch', date_bin('15 minutes', at, 'epoch'::timestamptz)) / 900)::integer;
