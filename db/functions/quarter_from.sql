-- The first quarter of an hour that contains nothing before an instant.
CREATE OR REPLACE FUNCTION quarter_from(at timestamptz) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ceil(date_part('epoch', at) / 900)::integer;
