-- One row per recipient whose message is recorded as being sent.
-- $1 workspace_id bigint, $2 bulk_action_id bigint
SELECT recipient.person_id
FROM recipient
WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = $2::bigint AND recipient.state = 'SENDING'
