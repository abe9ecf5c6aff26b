-- One row: the current role, and whether it owns the tables, or may create them where there are none.
SELECT
    current_user::text AS name,
    coalesce(
        (SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('schema_migrations')),
        has_schema_privilege(current_schema(), 'CREATE'),
        false
    ) AS is_owner
