-- Gives a role exactly what the API and the worker need, and withdraws what PUBLIC has by default. Creates the role if it
-- is missing. For `milepost migrate`, which calls it each time. The caller owns the tables.
-- A table that this list lacks cannot be used. tests/contracts/test_access.py compares the list with the statements.
CREATE OR REPLACE FUNCTION grant_access(application text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    home text := current_schema();
    listed record;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = application) THEN
        BEGIN
            EXECUTE format('CREATE ROLE %I LOGIN', application);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL; -- the migration of another database of this server has just created it
        END;
    END IF;
    PERFORM set_config('citus.multi_shard_modify_mode', 'sequential', true); -- for Citus, which requires it for all tables
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC, %I', home, application);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', home, application);
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM %I', current_database(), application);
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %I', current_database(), application);
    FOR listed IN
        SELECT relname, privileges
        FROM pg_class
        LEFT JOIN (VALUES
            ('audit_event', 'SELECT, INSERT'),
            ('block', 'SELECT, INSERT, UPDATE'),
            ('bulk_action', 'SELECT, INSERT, UPDATE'),
            ('bulk_action_batch', 'SELECT, INSERT, UPDATE, DELETE'),
            ('bulk_action_skip', 'SELECT, INSERT, UPDATE'),
            ('changed_person', 'SELECT, INSERT, DELETE'),
            ('column_copy', 'SELECT, INSERT, UPDATE, DELETE'),
            ('departure_count', 'SELECT, INSERT, UPDATE'),
            ('entry', 'SELECT, INSERT, UPDATE'),
            ('event', 'SELECT, INSERT'),
            ('export', 'SELECT, INSERT, UPDATE'),
            ('figure_count', 'SELECT, INSERT, UPDATE'),
            ('ingest_lane', 'SELECT, INSERT, UPDATE'),
            ('job', 'SELECT, INSERT, UPDATE, DELETE'),
            ('message', 'SELECT, INSERT'),
            ('path', 'SELECT, INSERT, UPDATE, DELETE'),
            ('person', 'SELECT, INSERT, UPDATE'),
            ('person_tag', 'SELECT, INSERT, DELETE'),
            ('recipient', 'SELECT, INSERT, UPDATE, DELETE'),
            ('schema_functions', 'SELECT'),
            ('schema_migrations', 'SELECT'),
            ('series', 'SELECT, INSERT, UPDATE'),
            ('tag', 'SELECT, INSERT, UPDATE'),
            ('token', 'SELECT, INSERT, UPDATE'),
            ('unsubscribed_inbox', 'SELECT, INSERT, DELETE'),
            ('version_stamp', 'SELECT, INSERT, UPDATE'), -- by the triggers that stamp versions
            ('visit', 'SELECT, INSERT, UPDATE'),
            ('watched_workspace', 'SELECT, INSERT, UPDATE'),
            ('workspace', 'SELECT, UPDATE')
        ) AS needed (relation, privileges) ON relation = relname
        WHERE relnamespace = home::regnamespace AND relkind IN ('r', 'p') AND relowner = current_user::regrole
    LOOP
        EXECUTE format('REVOKE ALL ON %I.%I FROM PUBLIC, %I', home, listed.relname, application);
        IF listed.privileges IS NOT NULL THEN
            EXECUTE format('GRANT %s ON %I.%I TO %I', listed.privileges, home, listed.relname, application);
        END IF;
    END LOOP;
    IF to_regclass('pg_dist_node') IS NOT NULL THEN -- Citus numbers new rows on behalf of the role
        EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO %I', home, application);
    END IF;
    FOR listed IN
        SELECT oid::regprocedure AS signature,
            proname IN (
                'grant_access', 'isolate_table', 'set_row_security', 'stamp_changes_of', 'trust_operators',
                'copy_statistics', 'place_tables', 'prepare_nodes'
            ) AS is_of_owner
        FROM pg_proc
        WHERE pronamespace = home::regnamespace AND proowner = current_user::regrole AND NOT EXISTS (
            SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e'
        )
    LOOP
        EXECUTE format('REVOKE ALL ON ROUTINE %s FROM PUBLIC, %I', listed.signature, application);
        IF NOT listed.is_of_owner THEN
            EXECUTE format('GRANT EXECUTE ON ROUTINE %s TO %I', listed.signature, application);
        END IF;
    END LOOP;
END
$$;
