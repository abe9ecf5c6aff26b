-- No rows. Records that a migration has been applied.
-- $1 version text
INSERT INTO schema_migrations (version) VALUES ($1::text)
