-- One row per function of a name: its oid, its signature as DROP takes it, and its definition.
-- $1 name text
SELECT oid, oid::regprocedure::text AS signature, pg_get_functiondef(oid) AS definition
FROM pg_proc
WHERE pronamespace = current_schema()::regnamespace AND proname = $1::text AND prokind IN ('f', 'p')
ORDER BY oid
