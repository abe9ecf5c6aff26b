-- One row: the local time, where the database knows the time zone; otherwise it is an error.
-- $1 time_zone text
SELECT now() AT TIME ZONE $1::text
