-- The entries to export for a range: those that started before the end of the range and whose person had any event in
-- it.
-- If the range has no beginning, every person with an entry qualifies. Comparing with the earliest instant skips a scan
-- of all events then.
CREATE OR REPLACE FUNCTION exported_entries(
    workspace_id bigint, series_id bigint, begin timestamptz, before timestamptz, started_begin timestamptz,
    started_before timestamptz
) RETURNS SETOF entry
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT entry.*
    FROM entry
    WHERE entry.workspace_id = $1 AND entry.series_id = $2
        AND entry.started_at >= $5 AND entry.started_at < LEAST($4, $6)
        AND ($3 <= '0001-01-02T00:00:00Z' OR entry.person_id IN (
            SELECT event.person_id
            FROM event
            WHERE event.workspace_id = $1 AND event.series_id = $2 AND event.at >= $3 AND event.at < $4
        ))
$$;
