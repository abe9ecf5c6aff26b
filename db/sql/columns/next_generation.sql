-- One row: begins a new generation, if a copy ($3, $4) may be used: it is the newest one, or the one before, and no rows were
-- deleted.
-- $1 workspace_id bigint, $2 series_id bigint, $3 id bigint, $4 copied integer
UPDATE column_copy
SET generation = generation + 1
WHERE workspace_id = $1::bigint AND series_id = $2::bigint AND id = $3::bigint AND files IS NOT NULL
    AND (copied = $4::integer OR (previous = $4::integer AND previous_to = copied))
RETURNING generation
