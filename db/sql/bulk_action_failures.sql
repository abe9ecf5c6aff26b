-- One row per bulk action and person for whom it failed. Each action lists its lowest person ids, in order.
-- $1 workspace_id bigint, $2 bulk_action_ids bigint[], $3 most bigint
SELECT failed.bulk_action_id, failed.person_id, failed.reason
FROM unnest($2::bigint[]) AS requested (bulk_action_id)
CROSS JOIN LATERAL (
    SELECT recipient.bulk_action_id, recipient.person_id, recipient.reason
    FROM recipient
    WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = requested.bulk_action_id
        AND recipient.state = 'FAILED'
    ORDER BY recipient.person_id
    LIMIT $3::bigint
) AS failed
