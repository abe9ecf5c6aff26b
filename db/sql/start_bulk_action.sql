-- No rows. Stores the number of selected people of a new bulk action, and its tag.
-- $1 workspace_id bigint, $2 id bigint, $3 selected integer, $4 tag_id bigint
UPDATE bulk_action
SET selected = $3::integer, tag_id = $4::bigint
WHERE bulk_action.workspace_id = $1::bigint AND bulk_action.id = $2::bigint
