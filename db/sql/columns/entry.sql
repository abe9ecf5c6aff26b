-- One row per started entry of a series, for its columnar copy.
-- $1 workspace_id bigint, $2 series_id bigint
{copied_rows/entry}
