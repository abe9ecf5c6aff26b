-- The people whose first disengagement in a series, or any, had this reason at this block.
SELECT entry.person_id
FROM entry
WHERE entry.workspace_id = $1::bigint AND entry.series_id = $series_id::bigint
    AND entry.disengaged_at >= $begin::timestamptz AND entry.disengaged_at < $before::timestamptz
    AND ({entry.is_first_disengagement} OR NOT $first_alone::boolean)
    AND {outcome_sets/reason_digest} IS NOT DISTINCT FROM $reason_digest::text
    AND (entry.disengagement).block_id IS NOT DISTINCT FROM $block_id::bigint
    AND {all_entries_in_scope}
