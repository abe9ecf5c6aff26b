-- The rows of table visit in a columnar copy.
SELECT
    entry_id, block_id, kind, reached_at, turned_at, ended_at, ended_as, decided_at, matched, superseded_at, left_at,
    (departure).said AS condition, (departure).variant AS variant
FROM visit
WHERE workspace_id = $1::bigint AND series_id = $2::bigint AND reached_at IS NOT NULL
