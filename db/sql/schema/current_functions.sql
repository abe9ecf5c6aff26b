-- One row, or none before the first time: the functions that were made last.
SELECT checksum, names FROM schema_functions ORDER BY applied_at DESC LIMIT 1
