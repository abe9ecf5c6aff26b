-- The first quarter of an hour that contains nothing before an instant.
CREATE OR REPLACE FUNCTION quarter_from(at timestamptz) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
RETURN quarter_of(at - interval '1 microsecond') + 1;
