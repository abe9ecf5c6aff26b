-- One row per bulk action on a page, in the order of ids. Those of each kind and status lie together in an index, and are
-- merged, so that a page of rare ones reads no others.
-- $1 workspace_id bigint, $2 kinds bulk_action_kind[], $3 statuses job_status[], $4 low_id bigint, $5 high_id bigint,
-- $6 size integer
SELECT page.id
FROM unnest($2::bulk_action_kind[]) AS requested_kind (kind)
CROSS JOIN unnest($3::job_status[]) AS requested_status (status)
CROSS JOIN LATERAL (
    SELECT bulk_action.id
    FROM bulk_action
    WHERE bulk_action.workspace_id = $1::bigint AND bulk_action.kind = requested_kind.kind
        AND bulk_action.status = requested_status.status
        AND bulk_action.id > $4::bigint AND bulk_action.id < $5::bigint
    ORDER BY bulk_action.id {direction}
    LIMIT $6::integer
) AS page
ORDER BY page.id {direction}
LIMIT $6::integer
