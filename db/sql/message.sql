-- One row: the templates of a bulk action.
-- $1 workspace_id bigint, $2 bulk_action_id bigint
SELECT message.subject, message.body, message.name, message.link_key
FROM message
WHERE message.workspace_id = $1::bigint AND message.bulk_action_id = $2::bigint
