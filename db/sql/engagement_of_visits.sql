-- One row per visit and engagement event as of an instant, in the order they happened. Limited per visit.
-- $1 workspace_id bigint, $2 entry_ids bigint[], $3 block_ids bigint[], paired, $4 as_of timestamptz, $5 most integer,
-- $6 most_of_all integer
SELECT requested.entry_id, requested.block_id, engagement.type AS kind, engagement.at, engagement.url, engagement.detail
FROM unnest($2::bigint[], $3::bigint[]) AS requested (entry_id, block_id)
JOIN entry ON entry.workspace_id = $1::bigint AND entry.id = requested.entry_id
CROSS JOIN LATERAL (
    SELECT event.type, event.at, event.url, event.detail, event.id
    FROM event
    WHERE event.workspace_id = $1::bigint AND event.block_id = requested.block_id AND event.person_id = entry.person_id
        AND event.type >= 'GOAL_HIT' AND event.entry_id = requested.entry_id AND event.at <= $4::timestamptz
    ORDER BY event.at, event.id
    LIMIT $5::integer
) AS engagement
ORDER BY requested.entry_id, requested.block_id, engagement.at, engagement.id
LIMIT $6::integer
