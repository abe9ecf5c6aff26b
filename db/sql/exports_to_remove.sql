-- One row per export whose archive is of no use any more, of all workspaces: its time is over, or it never came to it. A
-- minute later, so that whoever still writes has noticed.
SELECT workspace_id, id
FROM export
WHERE is_stored
    AND (status = 'COMPLETED' AND expires_at < now() - interval '1 minute'
        OR status IN ('NO_DATA', 'FAILED', 'CANCELED') AND completed_at < now() - interval '1 minute')
