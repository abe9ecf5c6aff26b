-- One row per recipient whose message is about to be sent to the given inbox. No row for those who must no longer get it,
-- or whose address has changed. Run after lock_bulk_action.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 person_ids bigint[], $4 inboxes bytea[]
UPDATE recipient
SET state = 'SENDING', changed_at = clock_timestamp()
FROM unnest($3::bigint[], $4::bytea[]) AS given (person_id, inbox)
WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = $2::bigint
    AND recipient.person_id = ANY($3::bigint[]) AND recipient.person_id = given.person_id
    AND recipient.state = 'PENDING' AND recipient.inbox = given.inbox
    AND EXISTS (
        SELECT
        FROM person
        WHERE person.workspace_id = $1::bigint AND person.id = recipient.person_id
            AND inbox_of(person.email) = given.inbox
    )
    AND why_not_sent($1::bigint, $2::bigint, recipient.person_id) IS NULL
RETURNING recipient.person_id
