-- The entry of a delivery, if it is exported. It is looked up by its id before the rest is checked. A join can take forever
-- until ANALYZE has seen the tables: expecting one entry, the planner reads the other side of the join again for each of
-- thousands.
SELECT entry.id, entry.person_id, entry.company
FROM (
    SELECT entry.id, entry.series_id, entry.person_id, entry.started_at, entry.company
    FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.id = delivery.entry_id
    OFFSET 0
) AS entry
WHERE {facts/is_exported}
