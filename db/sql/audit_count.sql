-- One row: the number of entries of the audit log with some actions.
-- $1 workspace_id bigint, $2 actions text[]
SELECT count(*)::integer AS count
FROM audit_event
WHERE workspace_id = $1::bigint AND action = ANY($2::text[])
