-- One row per recipient whose message is about to be sent to the given inbox. No row for those who must no longer get it,
-- or whose address has changed. Run after lock_bulk_action.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 person_ids bigint[], $4 inboxes bytea[]
UPDATE recipient
SET state = 'SENDING', changed_at = statement_timestamp()
FROM unnest($3::bigint[], $4::bytea[]) AS given (person_id, inbox)
JOIN (
    SELECT person.id, inbox_of(person.email) AS inbox, {recipients/why_not_sent} AS skip
    FROM person
    WHERE person.workspace_id = $1::bigint AND person.id = ANY($3::bigint[])
    OFFSET 0 -- finds out once per person, and Citus accepts it in an UPDATE
) AS current ON current.id = given.person_id AND current.inbox = given.inbox
WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = $2::bigint
    AND recipient.person_id = ANY($3::bigint[]) AND recipient.person_id = given.person_id
    AND recipient.state = 'PENDING' AND recipient.inbox = given.inbox AND current.skip IS NULL
RETURNING recipient.person_id
