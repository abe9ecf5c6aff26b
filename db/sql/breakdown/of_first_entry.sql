-- The value of the person's first entry among those that started in a range. Only later entries need a look-up.
CASE WHEN {entry.is_first_start} THEN {value} ELSE (
    SELECT {value}
    FROM (
        SELECT theirs.*
        FROM entry AS theirs
        WHERE theirs.workspace_id = $1::bigint AND theirs.series_id = entry.series_id
            AND theirs.person_id = entry.person_id
            AND theirs.started_at >= $started_begin::timestamptz AND theirs.started_at < $started_before::timestamptz
        ORDER BY theirs.number
        LIMIT 1
    ) AS entry -- has the place of the other one in the value
) END
