-- One row: the local time in a time zone. Fails if the database does not know the time zone.
-- $1 time_zone text
SELECT now() AT TIME ZONE $1::text
