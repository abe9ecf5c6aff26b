-- How long it took from the first start of a person until their first outcome in a range, or has taken until the end.
entry.series_id AS owner_id, entry.person_id,
CASE WHEN LEAST(entry.{outcome_at}, later.outcome_at) < $before::timestamptz
    THEN LEAST(entry.{outcome_at}, later.outcome_at) ELSE $until::timestamptz END - entry.started_at AS stayed,
coalesce(LEAST(entry.{outcome_at}, later.outcome_at) < $before::timestamptz, false) AS is_over
