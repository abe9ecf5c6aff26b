-- The outcomes of all entries of a person together, and whether one of them is in progress.
entry.series_id, entry.person_id,
({outcome_sets/bits}) | coalesce(later.outcomes, 0) AS outcomes,
coalesce(entry.ended_at > $as_of::timestamptz, true) OR coalesce(later.is_in_progress, false) AS is_in_progress
