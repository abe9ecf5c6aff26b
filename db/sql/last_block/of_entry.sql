-- The block that an entry has reached last as of the instant `known.as_of`: the last one in the order of
-- visits_of_entries. Blocks are looked up only for the latest visits, not for all visits of the entry.
SELECT block.id, block.position
FROM (
    SELECT visit.block_id
    FROM visit
    WHERE visit.workspace_id = $1::bigint AND visit.entry_id = entry.id AND visit.reached_at <= known.as_of
    ORDER BY visit.reached_at DESC
    FETCH FIRST 1 ROW WITH TIES
) AS latest
JOIN block ON block.workspace_id = $1::bigint AND block.id = latest.block_id
ORDER BY block.position DESC, block.id DESC
LIMIT 1
