-- One row: the status of a bulk action after some more people are processed. It is COMPLETED once all are.
-- $1 workspace_id bigint, $2 id bigint, $3 succeeded integer, $4 skipped integer, $5 failed integer,
-- $6 last_batch integer
UPDATE bulk_action
SET
    processed = reached.processed,
    succeeded = bulk_action.succeeded + $3::integer,
    skipped = bulk_action.skipped + $4::integer,
    failed = bulk_action.failed + $5::integer,
    last_batch = greatest(bulk_action.last_batch, $6::integer),
    status = CASE
        WHEN bulk_action.completed_at IS NOT NULL THEN bulk_action.status -- it was canceled while a mail was being sent
        WHEN reached.processed < bulk_action.selected THEN 'IN_PROGRESS'
        ELSE 'COMPLETED'
    END::job_status,
    completed_at = CASE
        WHEN bulk_action.completed_at IS NOT NULL OR reached.processed < bulk_action.selected THEN bulk_action.completed_at
        ELSE reached.at
    END
FROM (
    SELECT counted.processed + $3::integer + $4::integer + $5::integer AS processed, statement_timestamp() AS at
    FROM bulk_action AS counted
    WHERE counted.workspace_id = $1::bigint AND counted.id = $2::bigint
    OFFSET 0 -- keeps the clock out of CASE, where Citus refuses it
) AS reached
WHERE bulk_action.workspace_id = $1::bigint AND bulk_action.id = $2::bigint
RETURNING bulk_action.status
