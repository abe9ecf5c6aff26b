-- No rows. Deletes old entries of the audit log, the oldest first. The command tag counts them.
-- $1 workspace_id bigint, $2 age interval, $3 most bigint
DELETE FROM audit_event
WHERE audit_event.workspace_id = $1::bigint
    AND audit_event.id = ANY(ARRAY(
        SELECT old.id
        FROM audit_event AS old
        WHERE old.workspace_id = $1::bigint AND old.at < now() - $2::interval
        ORDER BY old.at
        LIMIT $3::bigint
    ))
