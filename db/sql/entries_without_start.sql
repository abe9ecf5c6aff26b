-- One row per series with entries whose start is not known: their number, and that of their people. They are dated by
-- their first event. A cohort has none.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 begin timestamptz, $4 before timestamptz
SELECT entry.series_id, count(*) AS entries, count(DISTINCT entry.person_id) AS people
FROM entry
WHERE entry.workspace_id = $1::bigint AND entry.series_id = ANY($2::bigint[]) AND NOT entry.is_started
    AND entry.first_at >= $3::timestamptz AND entry.first_at < $4::timestamptz
    AND {all_entries_in_scope}
GROUP BY entry.series_id
