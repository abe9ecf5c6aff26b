-- One row: whether the row-level policies of all tables are on.
SELECT coalesce(bool_and(relrowsecurity), false) AS is_on
FROM pg_policy
JOIN pg_class ON pg_class.oid = polrelid
WHERE relnamespace = current_schema()::regnamespace AND polname = 'of_workspace'
