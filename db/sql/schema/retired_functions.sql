-- One row per function that was renamed to make room for a new one: its signature as DROP takes it.
SELECT oid::regprocedure::text AS signature
FROM pg_proc
WHERE pronamespace = current_schema()::regnamespace AND proname LIKE '% (retired %)'
