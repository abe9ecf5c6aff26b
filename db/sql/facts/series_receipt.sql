-- One row per entry of series_entry: the series' own receipt, to which the outcomes of the entry belong.
-- $1 workspace_id bigint, $2 series_id bigint, $3 begin timestamptz, $4 before timestamptz,
-- $5 started_begin timestamptz, $6 started_before timestamptz, $7 known_before timestamptz
SELECT
    global_id('Person', person.id::text) AS user_id,
    person.external_id AS user_external_id,
    company_known(entry.company, $7::timestamptz) AS company_id,
    company_known(entry.company, $7::timestamptz) AS company_external_id,
    person.email,
    person.name,
    global_id('Series', series.id::text) AS ruleset_id,
    global_id('Series', series.id::text) AS content_id,
    'Series' AS content_type,
    series.name AS content_title,
    global_id('Series', series.id::text) AS ruleset_version_id,
    global_id('Entry', entry.id::text) AS receipt_id,
    entry.started_at AS received_at,
    global_id('Series', series.id::text) AS series_id,
    series.name AS series_title,
    CASE WHEN entry.finished_at < $7::timestamptz THEN entry.finished_at END AS first_series_completion,
    CASE WHEN entry.disengaged_at < $7::timestamptz THEN entry.disengaged_at END AS first_series_disengagement,
    CASE WHEN entry.exited_at < $7::timestamptz THEN entry.exited_at END AS first_series_exit,
    CASE WHEN entry.goal_hit_at < $7::timestamptz THEN entry.goal_hit_at END AS first_goal_success,
    global_id('Entry', entry.id::text) AS series_entry_record_id,
    entry.started_at >= $3::timestamptz AS in_range
FROM entry
JOIN person ON person.workspace_id = $1::bigint AND person.id = entry.person_id
JOIN series ON series.workspace_id = $1::bigint AND series.id = entry.series_id
WHERE entry.workspace_id = $1::bigint AND {facts/is_exported}
    AND {entries_in_scope}
ORDER BY entry.started_at, entry.id
