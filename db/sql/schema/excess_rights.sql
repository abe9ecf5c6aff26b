-- One row per reason why a role is not held to the privileges that the API and the worker need.
-- $1 role text
SELECT reason
FROM pg_roles
CROSS JOIN LATERAL (VALUES
    ('is a superuser', rolsuper),
    ('bypasses row-level security', rolbypassrls AND NOT rolsuper),
    ('may create roles', rolcreaterole AND NOT rolsuper),
    ('owns the tables', NOT rolsuper AND EXISTS (
        SELECT FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
            AND pg_has_role(pg_roles.oid, relowner, 'MEMBER')
    )),
    ('may create tables', NOT rolsuper AND has_schema_privilege(pg_roles.oid, current_schema(), 'CREATE'))
) AS checked (reason, holds)
WHERE rolname = coalesce($1::text, current_user) AND holds
