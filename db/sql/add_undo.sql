-- One row: the id of the new bulk action, which has the filter of the one that it undoes.
-- $1 workspace_id bigint, $2 kind bulk_action_kind, $3 requested_by text, $4 undoes bigint
INSERT INTO bulk_action (workspace_id, kind, requested_by, filter, given_filter, undoes, input_hash)
SELECT $1::bigint, $2::bulk_action_kind, $3::text, undone.filter, undone.given_filter, undone.id, ''
FROM bulk_action AS undone
WHERE undone.workspace_id = $1::bigint AND undone.id = $4::bigint
RETURNING id
