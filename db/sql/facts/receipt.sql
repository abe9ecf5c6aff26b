-- One row per delivery at a block, among the entries of series_entry. Events of a visit with the same receipt belong to
-- one delivery, except RECEIVED events after its first: each of them is a row of its own.
-- $1 workspace_id bigint, $2 series_id bigint, $3 begin timestamptz, $4 before timestamptz,
-- $5 started_begin timestamptz, $6 started_before timestamptz, $7 known_before timestamptz
SELECT
    global_id('Person', person.id::text) AS user_id, person.external_id AS user_external_id,
    company_known(entry.company, $7::timestamptz) AS company_id,
    company_known(entry.company, $7::timestamptz) AS company_external_id, person.email, person.name,
    place.node_id AS ruleset_id, place.node_id AS content_id, place.content_type, place.content_title,
    place.node_id AS ruleset_version_id,
    CASE WHEN received.number > 1 THEN translate(global_id('Receipt', received.event_id), '+/', '-_')
        ELSE receipt_id(delivery.receipt, delivery.entry_id, place.id) END AS receipt_id,
    received.at AS received_at, place.series_id, place.series_title, place.node_id,
    first.replied AS first_reply, first.completed AS first_completion, first.goal_hit AS first_goal_success,
    first.step_failed AS first_tour_step_failure, first.step_viewed AS first_tour_step_view,
    first.reacted AS first_reaction, first.opened AS first_open, first.clicked AS first_click,
    first.dismissed AS first_dismissal, first.collected_email AS first_collected_email,
    first.unsubscribed AS first_unsubscribe, first.hard_bounced AS first_hard_bounce,
    first.soft_bounced AS first_soft_bounce, first.marked_spam AS first_spam_complaint,
    first.permission_granted AS first_permission_grant, first.button_tapped AS first_button_tap,
    first.screen_viewed AS first_screen_view,
    CASE place.kind WHEN 'WEBHOOK' THEN first.failed END AS first_webhook_failure,
    CASE place.kind WHEN 'SMS' THEN first.failed END AS first_sms_failure,
    CASE place.kind WHEN 'WHATSAPP' THEN first.failed END AS first_whatsapp_failure,
    CASE place.kind WHEN 'PUSH' THEN first.failed END AS first_push_failure,
    first.answered AS first_answer, first.keyword_replied AS first_keyword_reply,
    global_id('Entry', entry.id::text) AS series_entry_record_id,
    coalesce(received.at, delivery.began) <@ tstzrange($3::timestamptz, $4::timestamptz) AS in_range
FROM (
    SELECT
        block.id, block.kind, global_id('Block', block.id::text) AS node_id, content_type(block.kind) AS content_type,
        block.content_title, global_id('Series', series.id::text) AS series_id, series.name AS series_title
    FROM block
    JOIN series ON series.workspace_id = $1::bigint AND series.id = block.series_id
    WHERE block.workspace_id = $1::bigint AND block.series_id = $2::bigint
    ORDER BY block.id
) AS place
CROSS JOIN LATERAL (
    SELECT
        event.entry_id, event.receipt, min(event.at) AS began,
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
    FROM event
    WHERE event.workspace_id = $1::bigint AND event.block_id = place.id AND event.type >= 'GOAL_HIT'
        AND event.at < $7::timestamptz
        AND {events_in_scope}
    GROUP BY event.entry_id, event.receipt
    HAVING min(event.at) < $4::timestamptz
) AS delivery
LEFT JOIN LATERAL unnest(delivery.received_at, delivery.received_by) WITH ORDINALITY AS received (at, event_id, number)
    ON received.number = 1 OR received.at < $4::timestamptz
LEFT JOIN LATERAL (SELECT delivery.* WHERE coalesce(received.number, 1) = 1) AS first ON true
CROSS JOIN LATERAL (
    {facts/exported_entry}
) AS entry
JOIN person ON person.workspace_id = $1::bigint AND person.id = entry.person_id
ORDER BY place.id, delivery.entry_id, delivery.receipt, received.number
