-- No rows. Puts the message of a recipient off.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 person_id bigint, $4 pause interval, $5 reason text
UPDATE recipient
SET state = 'PENDING', deferrals = recipient.deferrals + 1, due_at = clock_timestamp() + $4::interval,
    reason = $5::text, changed_at = clock_timestamp()
WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = $2::bigint
    AND recipient.person_id = $3::bigint AND recipient.state IN ('PENDING', 'SENDING')
