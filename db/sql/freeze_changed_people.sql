-- One row: how many people another bulk action has changed. Stores them as the selected people of this one.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 undone_id bigint
WITH frozen AS (
    INSERT INTO bulk_action_batch (workspace_id, bulk_action_id, number, person_ids)
    SELECT $1::bigint, $2::bigint, done.number, done.person_ids
    FROM bulk_action_batch AS done
    JOIN bulk_action ON bulk_action.workspace_id = $1::bigint AND bulk_action.id = done.bulk_action_id
    WHERE done.workspace_id = $1::bigint AND done.bulk_action_id = $3::bigint
        AND done.number <= bulk_action.last_batch AND done.person_ids <> '{}'
    RETURNING cardinality(bulk_action_batch.person_ids) AS people
)
SELECT coalesce(sum(frozen.people), 0)::integer AS people
FROM frozen
