-- The company of an entry if it was known before an instant, otherwise null.
CREATE OR REPLACE FUNCTION company_known(company occurrence, before timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (company).at < before THEN (company).said END;
