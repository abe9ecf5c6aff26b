-- One row per recipient whose message is about to be sent. No row for those who must no longer get it.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 person_ids bigint[]
UPDATE recipient
SET state = 'SENDING', changed_at = clock_timestamp()
WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = $2::bigint
    AND recipient.person_id = ANY($3::bigint[]) AND recipient.state = 'PENDING'
    AND EXISTS (
        SELECT
        FROM person
        WHERE person.workspace_id = $1::bigint AND person.id = recipient.person_id AND NOT person.unsubscribed
    )
RETURNING recipient.person_id
