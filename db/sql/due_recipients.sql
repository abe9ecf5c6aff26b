-- One row per recipient whose message is due, the longest due first, with the current data of the person. `skip` is the
-- reason why the message must not be sent to them.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 most bigint
SELECT
    recipient.person_id, recipient.deferrals, person.external_id, person.email, person.name, person.attributes,
    ARRAY(
        SELECT tag.name
        FROM person_tag
        JOIN tag ON tag.workspace_id = $1::bigint AND tag.id = person_tag.tag_id
        WHERE person_tag.workspace_id = $1::bigint AND person_tag.person_id = person.id
        ORDER BY tag.name
    ) AS tags,
    recipient.inbox,
    {recipients/why_not_sent} AS skip
FROM recipient
JOIN person ON person.workspace_id = $1::bigint AND person.id = recipient.person_id
WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = $2::bigint
    AND recipient.state = 'PENDING' AND recipient.due_at <= clock_timestamp()
ORDER BY recipient.due_at, recipient.person_id
LIMIT $3::bigint
