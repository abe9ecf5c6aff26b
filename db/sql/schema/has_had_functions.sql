-- One row: whether the database has ever had these functions.
-- $1 checksum text
SELECT EXISTS (SELECT FROM schema_functions WHERE checksum = $1::text) AS has_had
