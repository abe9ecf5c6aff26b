-- No rows. Creates the two tables that record migrations and functions, unless they exist.
DO $$
BEGIN
    CREATE TABLE IF NOT EXISTS schema_migrations (version varchar PRIMARY KEY);
    COMMENT ON TABLE schema_migrations IS 'One migration that has been applied, by the name of its file. '
        'Numbers without a name are migrations of releases before 0001_workspaces was written.';
    CREATE TABLE IF NOT EXISTS schema_functions (
        checksum   text        NOT NULL PRIMARY KEY,
        names      text[]      NOT NULL,
        applied_at timestamptz NOT NULL
    );
    COMMENT ON TABLE schema_functions IS 'One set of functions that this database has had; the newest is current.';
    COMMENT ON COLUMN schema_functions.checksum IS 'SHA-256 of all files of db/functions';
END
$$
