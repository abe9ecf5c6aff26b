-- One row: the id of a new job. Notifies the relays when the transaction commits.
-- $1 workspace_id bigint, $2 kind text, $3 subject_id bigint
WITH made AS (
    INSERT INTO job (workspace_id, kind, subject_id)
    VALUES ($1::bigint, $2::text, $3::bigint)
    RETURNING id
)
SELECT made.id, pg_notify('milepost_jobs', '')
FROM made
