-- One row if a columnar copy cannot be used any more, because its files are missing or damaged. None if it was already
-- discarded, or a newer one has replaced it.
-- $1 workspace_id bigint, $2 series_id bigint, $3 id bigint, $4 copied integer
UPDATE column_copy
SET files = NULL
WHERE workspace_id = $1::bigint AND series_id = $2::bigint AND id = $3::bigint AND copied = $4::integer
    AND files IS NOT NULL
RETURNING series_id
