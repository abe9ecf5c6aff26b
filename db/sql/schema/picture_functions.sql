-- One row per function that belongs to no extension, by name: its kind, parameters and result.
SELECT concat_ws(' ',
    CASE prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END,
    format('%I(%s)', proname, pg_get_function_identity_arguments(pg_proc.oid)),
    'RETURNS ' || pg_get_function_result(pg_proc.oid)
) AS definition
FROM pg_proc
WHERE pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (
        SELECT FROM pg_depend
        WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e'
    )
ORDER BY proname
