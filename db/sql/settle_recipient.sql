-- One row: the recipient of whose message is known what became of it. None: it was known before.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 person_id bigint, $4 state recipient_state, $5 reason text
UPDATE recipient
SET state = $4::recipient_state, reason = $5::text, changed_at = clock_timestamp()
WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = $2::bigint
    AND recipient.person_id = $3::bigint AND recipient.state IN ('PENDING', 'SENDING')
RETURNING recipient.person_id
