-- None of the person's entries in a series, or in a cohort of it, has any of these outcomes.
NOT EXISTS (
    SELECT
    FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.series_id = $series_id::bigint AND entry.person_id = person.id
        AND (
            'STARTED' = ANY($kinds::text[]) AND entry.started_at <= $as_of::timestamptz
            OR 'FINISHED' = ANY($kinds::text[]) AND entry.finished_at <= $as_of::timestamptz
            OR 'DISENGAGED' = ANY($kinds::text[]) AND entry.disengaged_at <= $as_of::timestamptz
            OR 'EXITED' = ANY($kinds::text[]) AND entry.exited_at <= $as_of::timestamptz
            OR 'GOAL_HIT' = ANY($kinds::text[]) AND entry.goal_hit_at <= $as_of::timestamptz
            OR 'IN_PROGRESS' = ANY($kinds::text[]) AND entry.started_at <= $as_of::timestamptz
                AND (entry.ended_at IS NULL OR entry.ended_at > $as_of::timestamptz)
        )
        AND {entries_in_scope}
)
