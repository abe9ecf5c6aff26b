-- One row per series, reason and block of a disengagement in a range: the number of entries, or of people by their first
-- disengagement. Counted from rows. Returns no more rows than a request may load.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 begin timestamptz, $4 before timestamptz, $5 first_alone boolean,
-- $6 most integer
SELECT
    entry.series_id, {outcome_sets/reason} AS reason, {outcome_sets/reason_digest} AS reason_digest,
    (entry.disengagement).block_id AS block_id, count(*) AS count
FROM entry
WHERE entry.workspace_id = $1::bigint AND entry.series_id = ANY($2::bigint[])
    AND entry.disengaged_at >= $3::timestamptz AND entry.disengaged_at < $4::timestamptz
    AND ({entry.is_first_disengagement} OR NOT $5::boolean)
    AND {all_entries_in_scope}
GROUP BY entry.series_id, {outcome_sets/reason}, (entry.disengagement).block_id
ORDER BY count(*) DESC, {outcome_sets/reason}, (entry.disengagement).block_id
LIMIT $6::integer
