-- One row per type of event and kind of block: the number of events in the range. The kind is null for events without a
-- block.
-- $1 workspace_id bigint, $2 series_id bigint, $3 begin timestamptz, $4 before timestamptz,
-- $5 started_begin timestamptz, $6 started_before timestamptz
SELECT event.type, block.kind, sum(event.rows)::bigint AS rows
FROM (
    SELECT event.type, event.block_id, count(*) AS rows
    FROM event
    JOIN entry ON entry.workspace_id = $1::bigint AND entry.id = event.entry_id
    WHERE event.workspace_id = $1::bigint AND event.series_id = $2::bigint
        AND event.at >= $3::timestamptz AND event.at < $4::timestamptz
        AND entry.started_at >= $5::timestamptz AND entry.started_at < $6::timestamptz
        AND {all_events_in_scope}
    GROUP BY event.type, event.block_id
) AS event
LEFT JOIN block ON block.workspace_id = $1::bigint AND block.id = event.block_id
GROUP BY event.type, block.kind
