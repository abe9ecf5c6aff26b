-- No rows. Changes the name and the time zone that are given; null keeps the stored one.
-- $1 workspace_id bigint, $2 title text, $3 time_zone text
UPDATE workspace
SET title = coalesce($2::text, title), time_zone = coalesce($3::text, time_zone)
WHERE workspace.id = $1::bigint
