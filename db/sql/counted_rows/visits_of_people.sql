-- The visits of these people's started entries in scope. The planner expects ten people, however many there are, and OFFSET 0
-- leaves it no other condition to choose an index for. So it reads the index by entry.
(
    SELECT visit.*
    FROM visit
    WHERE visit.workspace_id = $1::bigint AND visit.entry_id = ANY(ARRAY(
        SELECT entry.id
        {counted_rows/started_entries_of_people}
    ))
    OFFSET 0
) AS visit
