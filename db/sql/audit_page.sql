-- One row per entry of the audit log on a page, in the order of time. The entries of each action lie together in an
-- index, and are merged, so that a page of rare actions reads no others.
-- $1 workspace_id bigint, $2 actions text[], $3 low timestamptz, $4 low_id bigint, $5 high timestamptz,
-- $6 high_id bigint, $7 size integer
SELECT page.at, page.id
FROM unnest($2::text[]) AS requested (action)
CROSS JOIN LATERAL (
    SELECT audit_event.at, audit_event.id
    FROM audit_event
    WHERE audit_event.workspace_id = $1::bigint AND audit_event.action = requested.action
        AND (audit_event.at, audit_event.id) > ($3::timestamptz, $4::bigint)
        AND (audit_event.at, audit_event.id) < ($5::timestamptz, $6::bigint)
    ORDER BY audit_event.at {direction}, audit_event.id {direction}
    LIMIT $7::integer
) AS page
ORDER BY page.at {direction}, page.id {direction}
LIMIT $7::integer
