-- The visits of these people's entries in scope. The planner expects ten people, however many there are, and OFFSET 0
-- leaves it no other condition to choose an index for. So it reads the index by entry.
(
    SELECT visit.*
    FROM visit
    WHERE visit.workspace_id = $1::bigint AND visit.entry_id = ANY(ARRAY(
        SELECT entry.id
        FROM entry
        WHERE entry.workspace_id = $1::bigint
            AND entry.person_id = ANY(ARRAY(SELECT unnest($people::bigint[])))
            AND {all_entries_in_scope}
    ))
    OFFSET 0
) AS visit
