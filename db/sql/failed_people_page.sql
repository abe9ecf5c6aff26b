-- One row per bulk action and person on a page for whom it failed, with the key that orders people.
-- $1 workspace_id bigint, $2 bulk_action_ids bigint[], $3 low_id bigint, $4 high_id bigint, $5 size integer
SELECT requested.bulk_action_id AS owner_id, page.id
FROM unnest($2::bigint[]) AS requested (bulk_action_id)
CROSS JOIN LATERAL (
    SELECT recipient.person_id AS id
    FROM recipient
    WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = requested.bulk_action_id
        AND recipient.state = 'FAILED' AND recipient.person_id > $3::bigint AND recipient.person_id < $4::bigint
    ORDER BY recipient.person_id {direction}
    LIMIT $5::integer
) AS page
