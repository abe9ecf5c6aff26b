-- One row per export of any workspace whose archive can be removed: it has expired, or the export ended without one.
-- Only a minute after that, so that a process still writing the archive has noticed.
SELECT workspace_id, id
FROM export
WHERE is_stored
    AND (status = 'COMPLETED' AND expires_at < now() - interval '1 minute'
        OR status IN ('NO_DATA', 'FAILED', 'CANCELED') AND completed_at < now() - interval '1 minute')
