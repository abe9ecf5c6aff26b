-- An entry is exported for a range: it started before the end of the range, and its person had any event in it.
-- If the range has no beginning, every person with an entry qualifies. Comparing with the earliest instant skips a scan
-- of all events then.
entry.series_id = $2::bigint
AND entry.started_at >= $5::timestamptz AND entry.started_at < LEAST($4::timestamptz, $6::timestamptz)
AND ($3::timestamptz <= '0001-01-02T00:00:00Z' OR entry.person_id IN (
    SELECT event.person_id
    FROM event
    WHERE event.workspace_id = $1::bigint AND event.series_id = $2::bigint
        AND event.at >= $3::timestamptz AND event.at < $4::timestamptz
))
