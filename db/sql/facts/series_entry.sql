-- One row per entry of people with any event in the range, if the entry started before the end of the range.
-- $1 workspace_id bigint, $2 series_id bigint, $3 begin timestamptz, $4 before timestamptz,
-- $5 started_begin timestamptz, $6 started_before timestamptz, $7 known_before timestamptz
SELECT
    global_id('Entry', entry.id::text) AS series_entry_record_id,
    global_id('Person', person.id::text) AS user_id,
    person.external_id AS user_external_id,
    company_known(entry.company, $7::timestamptz) AS company_id,
    person.email,
    person.name,
    global_id('Series', series.id::text) AS series_id,
    series.name AS series_title,
    entry.number AS entry_number,
    entry.started_at,
    CASE WHEN entry.finished_at < $7::timestamptz THEN entry.finished_at END AS finished_at,
    CASE WHEN entry.disengaged_at < $7::timestamptz THEN entry.disengaged_at END AS disengaged_at,
    CASE WHEN entry.disengaged_at < $7::timestamptz THEN (entry.disengagement).said END AS disengage_reason,
    CASE WHEN entry.exited_at < $7::timestamptz THEN entry.exited_at END AS exited_at,
    CASE WHEN entry.goal_hit_at < $7::timestamptz THEN entry.goal_hit_at END AS goal_hit_at
FROM entry
JOIN person ON person.workspace_id = $1::bigint AND person.id = entry.person_id
JOIN series ON series.workspace_id = $1::bigint AND series.id = entry.series_id
WHERE entry.workspace_id = $1::bigint AND {facts/is_exported}
    AND {entries_in_scope}
ORDER BY entry.started_at, entry.id
