-- One row per series: the number of entries or people with each outcome, in the order of OutcomeKind. Outcomes are
-- dated within one range, among entries that started in another; entries in progress must have started in both. Counted
-- from rows, for scopes that stored counts cannot answer.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 started_begin timestamptz, $4 started_before timestamptz
SELECT dated.series_id, {outcomes/counts}
FROM (
    SELECT entry.series_id, {dated}
    FROM {counted_entries}
    WHERE {outcomes/entries_in_scope}
) AS dated
GROUP BY dated.series_id
