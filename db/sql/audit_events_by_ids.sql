-- One row per entry of the audit log, by id.
-- $1 workspace_id bigint, $2 ids bigint[]
SELECT id, at, action, token, request_id, address, people, detail
FROM audit_event
WHERE workspace_id = $1::bigint AND id = ANY($2::bigint[])
