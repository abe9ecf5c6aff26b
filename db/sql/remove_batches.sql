-- No rows. Deletes the selected people of a bulk action and its filter as it was requested, and marks them as deleted.
-- $1 workspace_id bigint, $2 id bigint
WITH removed AS (
    DELETE FROM bulk_action_batch
    WHERE bulk_action_batch.workspace_id = $1::bigint AND bulk_action_batch.bulk_action_id = $2::bigint
)
UPDATE bulk_action
SET has_people = false, given_filter = NULL
WHERE bulk_action.workspace_id = $1::bigint AND bulk_action.id = $2::bigint
