-- One row per series with entries that started: the instant of the first start.
-- $1 workspace_id bigint, $2 series_ids bigint[]
SELECT requested.series_id, first.started_at
FROM unnest($2::bigint[]) AS requested (series_id)
CROSS JOIN LATERAL (
    SELECT entry.started_at
    FROM entry
    WHERE entry.workspace_id = $1::bigint AND entry.series_id = requested.series_id AND entry.started_at IS NOT NULL
        AND {entries_in_scope}
    ORDER BY entry.started_at
    LIMIT 1
) AS first
