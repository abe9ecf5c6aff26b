-- An instant as RFC 3339 text in the time zone of the session. Before 1973 the text is in UTC, because some zones then
-- had offsets with seconds, which RFC 3339 cannot express (the last such offset ended in 1972).
CREATE OR REPLACE FUNCTION instant_text(at timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
    WHEN at >= '1973-01-01T00:00:00Z' THEN to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.USTZH:TZM')
    ELSE to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')
END;
