-- One row per bulk action and reason for skipping people, the most frequent first.
-- $1 workspace_id bigint, $2 bulk_action_ids bigint[]
SELECT bulk_action_skip.bulk_action_id, bulk_action_skip.reason, bulk_action_skip.people
FROM bulk_action_skip
WHERE bulk_action_skip.workspace_id = $1::bigint AND bulk_action_skip.bulk_action_id = ANY($2::bigint[])
ORDER BY bulk_action_skip.bulk_action_id, bulk_action_skip.people DESC, bulk_action_skip.reason
