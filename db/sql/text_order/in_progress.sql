-- An entry that started in a range and is in progress.
entry.started_at >= $begin::timestamptz AND entry.started_at < $before::timestamptz
AND (entry.ended_at IS NULL OR entry.ended_at > $as_of::timestamptz)
AND (coalesce({entry.covered_until} <= $as_of::timestamptz, true) OR NOT $first_alone::boolean)
