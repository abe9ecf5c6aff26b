-- One row. Fixes the search path of the session: functions with SET search_path FROM CURRENT keep it. Temporary tables come
-- last, so that they cannot take the place of ours. It can be repeated.
SELECT set_config('search_path', string_agg(quote_ident(name), ', ' ORDER BY number) || ', pg_temp', false)
FROM unnest(current_schemas(false)) WITH ORDINALITY AS schema (name, number)
WHERE name NOT LIKE 'pg\_temp\_%'
