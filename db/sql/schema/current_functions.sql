-- One row: the functions that were created last. No row in a new database.
SELECT checksum, names FROM schema_functions ORDER BY applied_at DESC LIMIT 1
