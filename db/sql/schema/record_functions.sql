-- No rows. Records that these functions are the current ones.
-- $1 checksum text, $2 names text[]
INSERT INTO schema_functions (checksum, names, applied_at) VALUES ($1::text, $2::text[], now())
ON CONFLICT (checksum) DO UPDATE SET names = excluded.names, applied_at = excluded.applied_at
