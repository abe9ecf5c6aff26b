-- One row: the number of old entries of the audit log that it deletes, the oldest first.
-- $1 workspace_id bigint, $2 age interval, $3 most bigint
SELECT remove_old_audit_events($1::bigint, $2::interval, $3::bigint) AS removed
