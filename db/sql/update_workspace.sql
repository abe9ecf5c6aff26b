-- One row without meaning. Changes the name and the time zone that are given; null keeps the stored one.
-- $1 workspace_id bigint, $2 title text, $3 time_zone text
SELECT update_workspace($1::bigint, $2::text, $3::text)
