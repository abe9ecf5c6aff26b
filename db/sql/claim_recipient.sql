-- One row: the recipient whose message is about to leave. None: it is not to be sent any more.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 person_id bigint
UPDATE recipient
SET state = 'SENDING', changed_at = clock_timestamp()
WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = $2::bigint
    AND recipient.person_id = $3::bigint AND recipient.state = 'PENDING'
    AND EXISTS (
        SELECT
        FROM bulk_action
        WHERE bulk_action.workspace_id = $1::bigint AND bulk_action.id = $2::bigint
            AND bulk_action.status IN ('PENDING', 'IN_PROGRESS')
    )
    AND EXISTS (
        SELECT
        FROM person
        WHERE person.workspace_id = $1::bigint AND person.id = $3::bigint AND NOT person.unsubscribed
    )
RETURNING recipient.person_id
