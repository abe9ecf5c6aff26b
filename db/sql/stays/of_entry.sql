-- How long it took from the start of an entry until an outcome in a range, or has taken until the end.
entry.series_id AS owner_id, entry.person_id,
CASE WHEN entry.{outcome_at} < $before::timestamptz THEN entry.{outcome_at}
    ELSE $until::timestamptz END - entry.started_at AS stayed,
coalesce(entry.{outcome_at} < $before::timestamptz, false) AS is_over
