-- One row per delivery at a block, of the entries of series_entry. What the caller gives one receipt is one delivery,
-- but for RECEIVED events beyond its first: each of them is a row of its own.
-- $1 workspace_id bigint, $2 series_id bigint, $3 begin timestamptz, $4 before timestamptz,
-- $5 started_begin timestamptz, $6 started_before timestamptz, $7 is_sheet boolean, $8 known_before timestamptz
WITH travel AS (
    SELECT entry.*
    FROM entry
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
),
delivery AS (
    SELECT
        event.entry_id, event.block_id, event.receipt, min(event.at) AS began,
        array_agg(event.at ORDER BY event.at, event.id) FILTER (WHERE event.type = 'RECEIVED') AS received_at,
        array_agg(event.id ORDER BY event.at, event.id) FILTER (WHERE event.type = 'RECEIVED') AS received_by,
        min(event.at) FILTER (WHERE event.type = 'REPLIED') AS replied,
        min(event.at) FILTER (WHERE event.type = 'COMPLETED') AS completed,
        min(event.at) FILTER (WHERE event.type = 'GOAL_HIT') AS goal_hit,
        min(event.at) FILTER (WHERE event.type = 'STEP_FAILED') AS step_failed,
        min(event.at) FILTER (WHERE event.type = 'STEP_VIEWED') AS step_viewed,
        min(event.at) FILTER (WHERE event.type = 'REACTED') AS reacted,
        min(event.at) FILTER (WHERE event.type = 'OPENED') AS opened,
        min(event.at) FILTER (WHERE event.type = 'CLICKED') AS clicked,
        min(event.at) FILTER (WHERE event.type = 'DISMISSED') AS dismissed,
        min(event.at) FILTER (WHERE event.type = 'COLLECTED_EMAIL') AS collected_email,
        min(event.at) FILTER (WHERE event.type = 'UNSUBSCRIBED') AS unsubscribed,
        min(event.at) FILTER (WHERE event.type = 'HARD_BOUNCED') AS hard_bounced,
        min(event.at) FILTER (WHERE event.type = 'SOFT_BOUNCED') AS soft_bounced,
        min(event.at) FILTER (WHERE event.type = 'MARKED_SPAM') AS marked_spam,
        min(event.at) FILTER (WHERE event.type = 'PERMISSION_GRANTED') AS permission_granted,
        min(event.at) FILTER (WHERE event.type = 'BUTTON_TAPPED') AS button_tapped,
        min(event.at) FILTER (WHERE event.type = 'SCREEN_VIEWED') AS screen_viewed,
        min(event.at) FILTER (WHERE event.type = 'ANSWERED') AS answered,
        min(event.at) FILTER (WHERE event.type = 'KEYWORD_REPLIED') AS keyword_replied,
        min(event.at) FILTER (WHERE event.type = 'FAILED') AS failed
    FROM travel
    JOIN event ON event.workspace_id = $1::bigint AND event.entry_id = travel.id
    WHERE event.series_id = $2::bigint AND event.block_id IS NOT NULL AND event.type >= 'GOAL_HIT'
        AND event.at < $8::timestamptz
    GROUP BY event.entry_id, event.block_id, event.receipt
    HAVING min(event.at) < $4::timestamptz
)
SELECT
    global_id('Person', person.id::text) AS user_id,
    sheet_text(person.external_id, $7::boolean) AS user_external_id,
    coalesce(company_known(travel.company, $8::timestamptz, $7::boolean), '-1') AS company_id,
    company_known(travel.company, $8::timestamptz, $7::boolean) AS company_external_id,
    sheet_text(person.email, $7::boolean) AS email, sheet_text(person.name, $7::boolean) AS name,
    global_id('Block', block.id::text) AS ruleset_id, global_id('Block', block.id::text) AS content_id,
    content_type(block.kind) AS content_type, sheet_text(block.content_title, $7::boolean) AS content_title,
    NULL AS created_via, NULL AS device, global_id('Block', block.id::text) AS ruleset_version_id,
    CASE WHEN received.number > 1 THEN global_id('Receipt', received.event_id)
        ELSE sheet_text(receipt_id(delivery.receipt, delivery.entry_id, delivery.block_id), $7::boolean)
    END AS receipt_id,
    instant_text(received.at) AS received_at, NULL AS conversation_id,
    global_id('Series', series.id::text) AS series_id, sheet_text(series.name, $7::boolean) AS series_title,
    global_id('Block', block.id::text) AS node_id, instant_text(first.replied) AS first_reply,
    instant_text(first.completed) AS first_completion, NULL AS first_series_completion,
    NULL AS first_series_disengagement, NULL AS first_series_exit,
    instant_text(first.goal_hit) AS first_goal_success, instant_text(first.step_failed) AS first_tour_step_failure,
    instant_text(first.step_viewed) AS first_tour_step_view, instant_text(first.reacted) AS first_reaction,
    instant_text(first.opened) AS first_open, instant_text(first.clicked) AS first_click,
    instant_text(first.dismissed) AS first_dismissal, instant_text(first.collected_email) AS first_collected_email,
    instant_text(first.unsubscribed) AS first_unsubscribe, instant_text(first.hard_bounced) AS first_hard_bounce,
    instant_text(first.soft_bounced) AS first_soft_bounce, instant_text(first.marked_spam) AS first_spam_complaint,
    instant_text(first.permission_granted) AS first_permission_grant,
    instant_text(first.button_tapped) AS first_button_tap, instant_text(first.screen_viewed) AS first_screen_view,
    CASE block.kind WHEN 'WEBHOOK' THEN instant_text(first.failed) END AS first_webhook_failure,
    CASE block.kind WHEN 'SMS' THEN instant_text(first.failed) END AS first_sms_failure,
    CASE block.kind WHEN 'WHATSAPP' THEN instant_text(first.failed) END AS first_whatsapp_failure,
    CASE block.kind WHEN 'PUSH' THEN instant_text(first.failed) END AS first_push_failure,
    instant_text(first.answered) AS first_answer, instant_text(first.keyword_replied) AS first_keyword_reply,
    NULL AS first_people_reached_receipt, NULL AS first_checklist_step_receipt, NULL AS first_checklist_step_open,
    NULL AS first_checklist_step_click, NULL AS first_checklist_step_completion, NULL AS first_fin_helpful_answer,
    global_id('Entry', travel.id::text) AS series_entry_record_id,
    (coalesce(received.at, delivery.began) <@ tstzrange($3::timestamptz, $4::timestamptz))::text AS in_range
FROM delivery
LEFT JOIN LATERAL unnest(delivery.received_at, delivery.received_by) WITH ORDINALITY AS received (at, event_id, number)
    ON received.number = 1 OR received.at < $4::timestamptz
LEFT JOIN LATERAL (SELECT delivery.* WHERE coalesce(received.number, 1) = 1) AS first ON true
JOIN travel ON travel.id = delivery.entry_id
JOIN person ON person.workspace_id = $1::bigint AND person.id = travel.person_id
JOIN series ON series.workspace_id = $1::bigint AND series.id = travel.series_id
JOIN block ON block.workspace_id = $1::bigint AND block.id = delivery.block_id
ORDER BY delivery.entry_id, delivery.block_id, delivery.receipt, received.number
