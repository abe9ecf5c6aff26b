-- The people whose first engagement of a kind at a block is in a range, or that of one of their entries.
SELECT event.person_id
FROM event
JOIN entry ON entry.workspace_id = $1::bigint AND entry.id = event.entry_id AND entry.is_started
WHERE event.workspace_id = $1::bigint AND event.block_id = $block_id::bigint
    AND event.type >= 'GOAL_HIT' AND event.type = $kind::event_type
    AND event.at < $before::timestamptz
    AND {all_events_in_scope}
GROUP BY event.person_id, CASE WHEN NOT $by_person::boolean THEN event.entry_id END
HAVING min(event.at) >= $begin::timestamptz
