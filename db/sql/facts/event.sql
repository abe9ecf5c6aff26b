-- One row per event of a type. If block kinds are given, only events at blocks of these kinds.
-- $1 workspace_id bigint, $2 series_id bigint, $3 begin timestamptz, $4 before timestamptz,
-- $5 started_begin timestamptz, $6 started_before timestamptz, $7 type event_type, $8 kinds block_kind[]
SELECT
    CASE WHEN event.block_id IS NULL THEN global_id('Entry', event.entry_id::text)
        ELSE receipt_id(event.receipt, event.entry_id, event.block_id) END AS receipt_id,
    event.at,
    event.url,
    event.reason,
    event.detail ->> 'linkType' AS link_type,
    event.detail ->> 'reaction' AS reaction,
    event.detail ->> 'stepId' AS step_id,
    event.detail ->> 'failedSelector' AS failed_selector,
    coalesce(event.detail ->> 'failureUrl', event.url) AS failure_url,
    event.detail ->> 'questionId' AS question_id,
    event.detail ->> 'question' AS question,
    event.detail ->> 'responseType' AS response_type,
    event.detail ->> 'response' AS response
FROM event
JOIN entry ON entry.workspace_id = $1::bigint AND entry.id = event.entry_id
LEFT JOIN block ON block.workspace_id = $1::bigint AND block.id = event.block_id
WHERE event.workspace_id = $1::bigint AND event.series_id = $2::bigint AND event.type = $7::event_type
    -- Found by block, because the index of engagement holds a fraction of all events. Only goals may name no block.
    AND event.type >= 'GOAL_HIT'
    AND ($7::event_type = 'GOAL_HIT' AND event.block_id IS NULL OR event.block_id = ANY(ARRAY(
        SELECT block.id FROM block WHERE block.workspace_id = $1::bigint AND block.series_id = $2::bigint
    )))
    AND event.at >= $3::timestamptz AND event.at < $4::timestamptz
    AND entry.started_at >= $5::timestamptz AND entry.started_at < $6::timestamptz
    AND ($8::block_kind[] IS NULL OR block.kind = ANY($8::block_kind[]))
    AND {events_in_scope}
ORDER BY event.at, event.id
