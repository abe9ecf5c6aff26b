-- No rows. Gives up on the messages that were leaving when their worker ended; the count of rows is theirs.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 reason text
UPDATE recipient
SET state = 'FAILED', reason = $3::text, changed_at = clock_timestamp()
WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = $2::bigint AND recipient.state = 'SENDING'
