-- One row per visit of a series whose entry has started, for its columnar copy.
-- $1 workspace_id bigint, $2 series_id bigint
{copied_rows/visit}
