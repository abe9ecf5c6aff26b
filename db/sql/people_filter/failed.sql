-- The people for whom a bulk action failed.
SELECT recipient.person_id
FROM recipient
WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = $bulk_action_id::bigint
    AND recipient.state = 'FAILED'
