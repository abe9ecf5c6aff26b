-- No rows. Forgets the columnar copy of a series, and who has changed since.
-- $1 workspace_id bigint, $2 series_id bigint
WITH forgotten AS (
    DELETE FROM changed_person WHERE workspace_id = $1::bigint AND series_id = $2::bigint
)
DELETE FROM column_copy WHERE workspace_id = $1::bigint AND series_id = $2::bigint
