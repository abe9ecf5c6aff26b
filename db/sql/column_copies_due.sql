-- One row per series whose columnar copy must be made, or can be removed.
-- $1 entries bigint
SELECT workspace_id, series_id, is_needed FROM column_copies_due($1::bigint)
