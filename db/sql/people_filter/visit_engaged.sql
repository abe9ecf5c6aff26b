-- The people with this kind of engagement at a block, in an entry whose start is known.
SELECT event.person_id
FROM event
JOIN entry ON entry.workspace_id = $1::bigint AND entry.id = event.entry_id AND entry.is_started
WHERE event.workspace_id = $1::bigint AND event.block_id = $block_id::bigint
    AND event.type >= 'GOAL_HIT' AND event.type = $kind::event_type
    AND event.at <= $as_of::timestamptz
