-- One row: the number of bulk actions of some kinds and statuses.
-- $1 workspace_id bigint, $2 kinds bulk_action_kind[], $3 statuses job_status[]
SELECT count(*)::integer AS count
FROM bulk_action
WHERE workspace_id = $1::bigint AND kind = ANY($2::bulk_action_kind[]) AND status = ANY($3::job_status[])
