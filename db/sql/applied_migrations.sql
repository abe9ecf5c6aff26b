-- One row: a migration that has been applied, by its version.
SELECT version FROM schema_migrations ORDER BY version
