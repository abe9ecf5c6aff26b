-- No rows. A columnar copy whose files are missing or damaged cannot be used any more.
-- $1 workspace_id bigint, $2 series_id bigint, $3 id bigint, $4 copied integer
UPDATE column_copy
SET files = NULL
WHERE workspace_id = $1::bigint AND series_id = $2::bigint AND id = $3::bigint AND copied = $4::integer
