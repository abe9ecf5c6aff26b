-- Lets sessions see and write only those rows of a table that belong to the workspace they are restricted to. For
-- migrations: every table with rows of workspaces needs it. The owner, who migrates, is not restricted.
-- Without the setting the comparison is null, so no row is visible.
CREATE OR REPLACE PROCEDURE isolate_table(name text, key text DEFAULT 'workspace_id') LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
        'CREATE POLICY of_workspace ON %I USING (%I = nullif(current_setting(''milepost.workspace'', true), '''')::bigint)',
        name, key
    );
    EXECUTE format('CREATE POLICY of_owner ON %I TO CURRENT_USER USING (true)', name);
END
$$;
