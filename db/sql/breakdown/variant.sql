-- The variant along which an entry has left a block.
(
    SELECT to_jsonb((visit.departure).variant)
    FROM visit
    WHERE visit.workspace_id = $1::bigint AND visit.entry_id = entry.id AND visit.block_id = $split_id::bigint
        AND visit.reached_at < $before::timestamptz AND visit.left_at < $before::timestamptz
)
