-- The next batch of a bulk action, with the people in it. $1 workspace_id, $2 bulk_action_id, $3 last_batch.
SELECT bulk_action_batch.number, bulk_action_batch.person_ids
FROM bulk_action_batch
WHERE bulk_action_batch.workspace_id = $1::bigint AND bulk_action_batch.bulk_action_id = $2::bigint
    AND bulk_action_batch.number > $3::integer
ORDER BY bulk_action_batch.number
LIMIT 1
