-- No rows. Unsubscribes a person from e-mail, and the inbox that their link was sent to.
-- $1 workspace_id bigint, $2 person_id bigint, $3 inbox bytea
WITH unsubscribed AS (
    UPDATE person
    SET unsubscribed = true
    WHERE person.workspace_id = $1::bigint AND person.id = $2::bigint
    RETURNING person.id
)
INSERT INTO unsubscribed_inbox (workspace_id, inbox, person_id)
SELECT $1::bigint, $3::bytea, unsubscribed.id
FROM unsubscribed
WHERE $3::bytea IS NOT NULL
ON CONFLICT DO NOTHING
