-- One row per bulk action, by id, with its people filter: as it was requested if that is still stored.
-- $1 workspace_id bigint, $2 ids bigint[]
SELECT bulk_action.id, coalesce(bulk_action.given_filter, bulk_action.filter) AS filter
FROM bulk_action
WHERE bulk_action.workspace_id = $1::bigint AND bulk_action.id = ANY($2::bigint[])
