-- Turns the policies of isolate_table on or off, for all sessions. For `milepost migrate`: only the owner can.
CREATE OR REPLACE FUNCTION set_row_security(is_on boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text;
BEGIN
    FOR name IN
        SELECT relname
        FROM pg_policy
        JOIN pg_class ON pg_class.oid = polrelid
        WHERE relnamespace = current_schema()::regnamespace AND polname = 'of_workspace' AND relrowsecurity <> is_on
    LOOP
        EXECUTE format('ALTER TABLE %I %s ROW LEVEL SECURITY', name, CASE WHEN is_on THEN 'ENABLE' ELSE 'DISABLE' END);
    END LOOP;
END
$$;
