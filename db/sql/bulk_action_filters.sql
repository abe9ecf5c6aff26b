-- One row per bulk action, by id, with its people filter: as it was requested if that is still stored, and what is always
-- stored of it; null for actions of releases that did not store it, and after the undo period for those of everyone.
-- $1 workspace_id bigint, $2 ids bigint[]
SELECT
    bulk_action.id, coalesce(bulk_action.given_filter, bulk_action.filter) AS filter,
    CASE WHEN bulk_action.given_filter IS NOT NULL OR bulk_action.filter <> '{}' THEN bulk_action.filter END AS detail
FROM bulk_action
WHERE bulk_action.workspace_id = $1::bigint AND bulk_action.id = ANY($2::bigint[])
