-- One row: the id of the last recipient deleted in this batch. Null if there were none left.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 after_person_id bigint, $4 most bigint
WITH removed AS (
    DELETE FROM recipient
    WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = $2::bigint
        AND recipient.person_id = ANY(ARRAY(
            SELECT old.person_id
            FROM recipient AS old
            WHERE old.workspace_id = $1::bigint AND old.bulk_action_id = $2::bigint AND old.person_id > $3::bigint
            ORDER BY old.person_id
            LIMIT $4::bigint
        ))
    RETURNING recipient.person_id
)
SELECT max(removed.person_id) AS last_person_id
FROM removed
