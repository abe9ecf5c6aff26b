-- Marks the operators that our indexes answer as leakproof, where they are not. PostgreSQL uses an index below a row-level
-- policy only for leakproof operators: otherwise an error could tell of rows that the policy hides. These operators raise
-- no error that depends on a row, and the statements are all ours. Only a superuser can mark them.
-- Returns the commands that remain for a superuser to run.
CREATE OR REPLACE FUNCTION trust_operators() RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
    commands text[] := ARRAY(
        SELECT format('ALTER FUNCTION pg_catalog.%s LEAKPROOF', oid::regprocedure)
        FROM pg_proc
        WHERE NOT proleakproof AND oid IN (
            'pg_catalog.textlike(text, text)'::regprocedure, -- search
            'pg_catalog.jsonb_contains(jsonb, jsonb)'::regprocedure, -- attributes, and their statistics
            'pg_catalog.jsonb_exists(jsonb, text)'::regprocedure,
            'pg_catalog.jsonb_eq(jsonb, jsonb)'::regprocedure,
            'pg_catalog.jsonb_ne(jsonb, jsonb)'::regprocedure,
            'pg_catalog.enum_eq(anyenum, anyenum)'::regprocedure, -- states of visits, kinds of figures and events
            'pg_catalog.enum_ne(anyenum, anyenum)'::regprocedure,
            'pg_catalog.enum_lt(anyenum, anyenum)'::regprocedure,
            'pg_catalog.enum_le(anyenum, anyenum)'::regprocedure,
            'pg_catalog.enum_gt(anyenum, anyenum)'::regprocedure,
            'pg_catalog.enum_ge(anyenum, anyenum)'::regprocedure
        )
        ORDER BY oid
    );
    command text;
BEGIN
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        RETURN commands;
    END IF;
    FOREACH command IN ARRAY commands LOOP
        EXECUTE command;
    END LOOP;
    RETURN ARRAY[]::text[];
END
$$;
