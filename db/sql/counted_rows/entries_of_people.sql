-- The entries of these people. The planner expects ten people, however many there are, and OFFSET 0 leaves it no other
-- condition to choose an index for. So it reads the index by person.
(
    SELECT entry.*
    FROM entry
    WHERE entry.workspace_id = $1::bigint
        AND entry.person_id = ANY(ARRAY(SELECT unnest($people::bigint[])))
    OFFSET 0
) AS entry
