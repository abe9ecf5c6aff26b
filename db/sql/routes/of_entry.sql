-- The ids of the blocks that an entry had reached as of the instant `known.as_of`, in the order of visits_of_entries.
SELECT array_agg(visit.block_id ORDER BY visit.reached_at, block.position, block.id)
FROM visit
JOIN block ON block.workspace_id = $1::bigint AND block.id = visit.block_id
WHERE visit.workspace_id = $1::bigint AND visit.entry_id = entry.id AND visit.reached_at <= known.as_of
