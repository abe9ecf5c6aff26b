-- The entry with this id, if it is one of exported_entries.
-- It is looked up by its id before the rest is checked. A join with exported_entries can take forever until ANALYZE has
-- seen the tables: expecting one entry, the planner reads the other side of the join again for each of thousands.
CREATE OR REPLACE FUNCTION exported_entry(
    workspace_id bigint, series_id bigint, begin timestamptz, before timestamptz, started_begin timestamptz,
    started_before timestamptz, id bigint
) RETURNS SETOF entry
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT entry.*
    FROM (SELECT entry.* FROM entry WHERE entry.workspace_id = $1 AND entry.id = $7 OFFSET 0) AS entry
    WHERE entry.series_id = $2 AND entry.started_at >= $5 AND entry.started_at < LEAST($4, $6)
        AND ($3 <= '0001-01-02T00:00:00Z' OR entry.person_id IN (
            SELECT event.person_id
            FROM event
            WHERE event.workspace_id = $1 AND event.series_id = $2 AND event.at >= $3 AND event.at < $4
        ))
$$;
