-- Runs as the owner: the role of the API and the worker may not delete from the audit log, so that whoever can run SQL of
-- their own as this role cannot remove the entries about it. Deletes entries of a workspace that are older than `age`, and
-- never those of the last day, the oldest first. Returns their number.
CREATE OR REPLACE FUNCTION remove_old_audit_events(workspace_id bigint, age interval, most bigint) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    WITH removed AS (
        DELETE FROM audit_event
        WHERE audit_event.workspace_id = remove_old_audit_events.workspace_id
            AND audit_event.id = ANY(ARRAY(
                SELECT old.id
                FROM audit_event AS old
                WHERE old.workspace_id = remove_old_audit_events.workspace_id
                    AND old.at < now() - greatest(age, interval '1 day')
                ORDER BY old.at
                LIMIT most
            ))
        RETURNING audit_event.id
    )
    SELECT count(*) FROM removed
$$;
