-- One row: begins a new generation of the columnar copy of a series.
-- $1 workspace_id bigint, $2 series_id bigint
INSERT INTO column_copy (workspace_id, series_id)
VALUES ($1::bigint, $2::bigint)
ON CONFLICT (workspace_id, series_id) DO UPDATE SET generation = column_copy.generation + 1
RETURNING id, generation
