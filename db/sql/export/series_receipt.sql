-- One row per entry of series_entry: the delivery of the series itself, which its outcomes belong to.
-- $1 workspace_id bigint, $2 series_id bigint, $3 begin timestamptz, $4 before timestamptz,
-- $5 started_begin timestamptz, $6 started_before timestamptz, $7 is_sheet boolean, $8 known_before timestamptz
SELECT
    global_id('Person', person.id::text) AS user_id,
    sheet_text(person.external_id, $7::boolean) AS user_external_id,
    coalesce(company_known(entry.company, $8::timestamptz, $7::boolean), '-1') AS company_id,
    company_known(entry.company, $8::timestamptz, $7::boolean) AS company_external_id,
    sheet_text(person.email, $7::boolean) AS email, sheet_text(person.name, $7::boolean) AS name,
    global_id('Series', series.id::text) AS ruleset_id, global_id('Series', series.id::text) AS content_id,
    'Series' AS content_type, sheet_text(series.name, $7::boolean) AS content_title, NULL AS created_via,
    NULL AS device, global_id('Series', series.id::text) AS ruleset_version_id,
    global_id('Entry', entry.id::text) AS receipt_id, instant_text(entry.started_at) AS received_at,
    NULL AS conversation_id, global_id('Series', series.id::text) AS series_id,
    sheet_text(series.name, $7::boolean) AS series_title, NULL AS node_id, NULL AS first_reply,
    NULL AS first_completion,
    CASE WHEN entry.finished_at < $8::timestamptz THEN instant_text(entry.finished_at) END AS first_series_completion,
    CASE WHEN entry.disengaged_at < $8::timestamptz THEN instant_text(entry.disengaged_at) END
        AS first_series_disengagement,
    CASE WHEN entry.exited_at < $8::timestamptz THEN instant_text(entry.exited_at) END AS first_series_exit,
    CASE WHEN entry.goal_hit_at < $8::timestamptz THEN instant_text(entry.goal_hit_at) END AS first_goal_success,
    NULL AS first_tour_step_failure, NULL AS first_tour_step_view, NULL AS first_reaction, NULL AS first_open,
    NULL AS first_click, NULL AS first_dismissal, NULL AS first_collected_email, NULL AS first_unsubscribe,
    NULL AS first_hard_bounce, NULL AS first_soft_bounce, NULL AS first_spam_complaint,
    NULL AS first_permission_grant, NULL AS first_button_tap, NULL AS first_screen_view,
    NULL AS first_webhook_failure, NULL AS first_sms_failure, NULL AS first_whatsapp_failure,
    NULL AS first_push_failure, NULL AS first_answer, NULL AS first_keyword_reply,
    NULL AS first_people_reached_receipt, NULL AS first_checklist_step_receipt, NULL AS first_checklist_step_open,
    NULL AS first_checklist_step_click, NULL AS first_checklist_step_completion, NULL AS first_fin_helpful_answer,
    global_id('Entry', entry.id::text) AS series_entry_record_id,
    (entry.started_at >= $3::timestamptz)::text AS in_range
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
