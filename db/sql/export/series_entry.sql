-- One row per entry of the people to whom something happened in the range, of those that started before its end.
-- $1 workspace_id bigint, $2 series_id bigint, $3 begin timestamptz, $4 before timestamptz,
-- $5 started_begin timestamptz, $6 started_before timestamptz, $7 is_sheet boolean,
-- $8 known_before timestamptz
SELECT
    global_id('Entry', entry.id::text) AS series_entry_record_id,
    global_id('Person', person.id::text) AS user_id,
    sheet_text(person.external_id, $7::boolean) AS user_external_id,
    coalesce(company_known(entry.company, $8::timestamptz, $7::boolean), '-1') AS company_id,
    sheet_text(person.email, $7::boolean) AS email,
    sheet_text(person.name, $7::boolean) AS name,
    global_id('Series', series.id::text) AS series_id,
    sheet_text(series.name, $7::boolean) AS series_title,
    entry.number AS entry_number,
    instant_text(entry.started_at) AS started_at,
    CASE WHEN entry.finished_at < $8::timestamptz THEN instant_text(entry.finished_at) END AS finished_at,
    CASE WHEN entry.disengaged_at < $8::timestamptz THEN instant_text(entry.disengaged_at) END AS disengaged_at,
    CASE WHEN entry.disengaged_at < $8::timestamptz
        THEN sheet_text((entry.disengagement).said, $7::boolean) END AS disengage_reason,
    CASE WHEN entry.exited_at < $8::timestamptz THEN instant_text(entry.exited_at) END AS exited_at,
    CASE WHEN entry.goal_hit_at < $8::timestamptz THEN instant_text(entry.goal_hit_at) END AS goal_hit_at
FROM entry
JOIN person ON person.workspace_id = $1::bigint AND person.id = entry.person_id
JOIN series ON series.workspace_id = $1::bigint AND series.id = entry.series_id
WHERE entry.workspace_id = $1::bigint AND entry.series_id = $2::bigint
    AND entry.started_at >= $5::timestamptz AND entry.started_at < LEAST($4::timestamptz, $6::timestamptz)
    -- from the beginning on, whoever started is among them: the comparison saves a look at all events
    AND ($3::timestamptz <= '0001-01-02T00:00:00Z' OR entry.person_id IN (
        SELECT event.person_id
        FROM event
        WHERE event.workspace_id = $1::bigint AND event.series_id = $2::bigint
            AND event.at >= $3::timestamptz AND event.at < $4::timestamptz
    ))
    /* people: entry.person_id */
ORDER BY entry.started_at, entry.id
