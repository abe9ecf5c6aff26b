-- An entry of the cohort.
entry.started_at >= $begin::timestamptz AND entry.started_at < $end::timestamptz
