-- The block that an entry has reached last as of the instant `known.as_of`: the last one in the order of
-- visits_of_entries.
SELECT block.id, block.position
FROM visit
JOIN block ON block.workspace_id = $1::bigint AND block.id = visit.block_id
WHERE visit.workspace_id = $1::bigint AND visit.entry_id = entry.id AND visit.reached_at <= known.as_of
ORDER BY visit.reached_at DESC, block.position DESC, block.id DESC
LIMIT 1
