-- One row per recipient whose message was leaving when that was last noted.
-- $1 workspace_id bigint, $2 bulk_action_id bigint
SELECT recipient.person_id
FROM recipient
WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = $2::bigint AND recipient.state = 'SENDING'
