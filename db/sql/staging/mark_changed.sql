-- Records who changes, for series with a columnar copy. Ingest holds the locks of these series. So a process that has begun
-- a generation and then has such a lock knows that everyone recorded with an earlier one is committed.
INSERT INTO changed_person (workspace_id, series_id, generation, person_id)
SELECT DISTINCT $1::bigint, stored.series_id, stored.generation, staged_entry.person_id
FROM staged_entry
JOIN column_copy AS stored ON stored.workspace_id = $1::bigint AND stored.series_id = staged_entry.series_id
WHERE staged_entry.is_theirs
ON CONFLICT DO NOTHING
