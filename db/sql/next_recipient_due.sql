-- One row: when the next unsent message of a bulk action is due. Null if there is none.
-- $1 workspace_id bigint, $2 bulk_action_id bigint
SELECT min(recipient.due_at) AS due_at
FROM recipient
WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = $2::bigint AND recipient.state = 'PENDING'
