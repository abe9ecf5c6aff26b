-- One row per entry and block of its series.
-- $1 workspace_id bigint, $2 entry_ids bigint[]
SELECT entry.person_id, block.id AS block_id
FROM entry
JOIN block ON block.workspace_id = $1::bigint AND block.series_id = entry.series_id
WHERE entry.workspace_id = $1::bigint AND entry.id = ANY($2::bigint[])
