-- The outcomes of an entry that started in a range, and whether it is in progress.
entry.series_id, entry.person_id,
{outcome_sets/bits} AS outcomes,
coalesce(entry.ended_at > $as_of::timestamptz, true) AS is_in_progress
