-- The engagement of these people in started entries in scope, which are looked up first. The planner expects ten people,
-- however many there are, and OFFSET 0 leaves it no other condition to choose an index for. So it reads the index of
-- engagement by block and person. IS TRUE keeps it from joining the entries, possibly with a loop over all of them for
-- each event: it hashes their ids.
(
    SELECT event.*
    FROM event
    WHERE event.workspace_id = $1::bigint AND event.block_id = ANY($2::bigint[]) AND event.type >= 'GOAL_HIT'
        AND event.person_id = ANY(ARRAY(
            SELECT entry.person_id
            {counted_rows/started_entries_of_people}
        ))
        AND (
            event.entry_id IN (
                SELECT entry.id
                {counted_rows/started_entries_of_people}
            )
        ) IS TRUE
    OFFSET 0
) AS event
