-- One row per person, by id: the reason why no message can be sent to them, or null.
-- $1 workspace_id bigint, $2 person_ids bigint[]
SELECT
    person.id AS person_id,
    why_no_mail(person.email, person.unsubscribed OR EXISTS (
        SELECT
        FROM unsubscribed_inbox
        WHERE unsubscribed_inbox.workspace_id = $1::bigint AND unsubscribed_inbox.inbox = inbox_of(person.email)
    )) AS reason
FROM person
WHERE person.workspace_id = $1::bigint AND person.id = ANY($2::bigint[])
