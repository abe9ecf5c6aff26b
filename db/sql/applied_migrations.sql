-- One row per applied migration: its version.
SELECT version FROM schema_migrations ORDER BY version
