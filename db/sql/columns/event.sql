-- One row per engagement event of a series at a block, for its columnar copy.
-- $1 workspace_id bigint, $2 series_id bigint
{copied_rows/event}
