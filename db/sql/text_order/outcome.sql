-- An entry with an outcome, `outcome_at`, in a range. `is_first_outcome` says whether it is the person's first.
entry.{outcome_at} >= $begin::timestamptz AND entry.{outcome_at} < $before::timestamptz
AND ({is_first_outcome} OR NOT $first_alone::boolean)
