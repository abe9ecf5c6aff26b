-- The outcomes of the later entries of a person together, and whether one of them is in progress.
bit_or({outcome_sets/bits}) AS outcomes,
bool_or(coalesce(entry.ended_at > $as_of::timestamptz, true)) AS is_in_progress
