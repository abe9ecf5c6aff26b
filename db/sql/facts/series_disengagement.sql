-- One row per entry that disengaged in the range, with the series' own receipt.
-- $1 workspace_id bigint, $2 series_id bigint, $3 begin timestamptz, $4 before timestamptz,
-- $5 started_begin timestamptz, $6 started_before timestamptz
SELECT
    global_id('Entry', entry.id::text) AS receipt_id,
    entry.disengaged_at,
    global_id('Block', (entry.disengagement).block_id::text) AS disengaged_node_ruleset_id
FROM entry
WHERE entry.workspace_id = $1::bigint AND entry.series_id = $2::bigint
    AND entry.started_at >= $5::timestamptz AND entry.started_at < $6::timestamptz
    AND entry.disengaged_at >= $3::timestamptz AND entry.disengaged_at < $4::timestamptz
    AND {entries_in_scope}
ORDER BY entry.disengaged_at, entry.id
