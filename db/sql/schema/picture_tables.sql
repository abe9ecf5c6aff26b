-- One row per table, by name: its description and parameters, and the definitions of its constraints, indexes and
-- triggers.
SELECT
    relname AS name,
    obj_description(pg_class.oid, 'pg_class') AS description,
    array_to_string(reloptions, ', ') AS parameters,
    ARRAY(
        SELECT format('CONSTRAINT %I %s', conname, pg_get_constraintdef(pg_constraint.oid))
        FROM pg_constraint
        WHERE conrelid = pg_class.oid AND contype NOT IN ('n', 't') -- NOT NULL is shown with its column
        ORDER BY contype <> 'p', contype <> 'u', conname
    ) AS constraints,
    ARRAY(
        SELECT replace(pg_get_indexdef(indexrelid), format(' ON %I.', current_schema()), ' ON ')
        FROM pg_index
        WHERE indrelid = pg_class.oid AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
        ORDER BY indexrelid::regclass::text
    ) || ARRAY(
        SELECT pg_get_triggerdef(pg_trigger.oid, true)
        FROM pg_trigger
        WHERE tgrelid = pg_class.oid AND NOT tgisinternal
        ORDER BY tgname
    ) || ARRAY(
        SELECT format('CREATE POLICY %I ON %I', polname, relname)
            || CASE WHEN polroles <> '{0}' THEN ' TO ' || array_to_string(array_replace(polroles::regrole[]::text[], quote_ident(current_user), 'CURRENT_USER'), ', ') ELSE '' END
            || format(' USING (%s)', pg_get_expr(polqual, polrelid))
        FROM pg_policy
        WHERE polrelid = pg_class.oid
        ORDER BY polname
    ) || ARRAY(
        SELECT format('ALTER TABLE %I %s ROW LEVEL SECURITY', relname, mode)
        FROM (VALUES ('ENABLE', relrowsecurity), ('FORCE', relforcerowsecurity)) AS security (mode, is_set)
        WHERE is_set
    ) AS others
FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
ORDER BY relname
