-- The engagement of these people in started entries in scope. The planner expects ten people, however many there are,
-- and OFFSET 0 leaves it no other condition to choose an index for. So it reads the index of engagement by block and
-- person. IS TRUE keeps it from joining the entries, possibly with a loop over all of them for each event: it hashes
-- their ids.
(
    SELECT event.*
    FROM event
    WHERE event.workspace_id = $1::bigint AND event.block_id = ANY($2::bigint[]) AND event.type >= 'GOAL_HIT'
        AND event.person_id = ANY(ARRAY(SELECT unnest($people::bigint[])))
        AND (
            event.entry_id IN (
                SELECT entry.id
                FROM entry
                WHERE entry.workspace_id = $1::bigint AND entry.is_started
                    AND entry.person_id = ANY(ARRAY(SELECT unnest($people::bigint[])))
                    AND {all_entries_in_scope}
            )
        ) IS TRUE
    OFFSET 0
) AS event
