-- A visit of the cohort's entries.
visit.entry_id IN (
    SELECT entry.id
    FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.series_id = visit.series_id
        AND entry.started_at >= $begin::timestamptz AND entry.started_at < $end::timestamptz
)
