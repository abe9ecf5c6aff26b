-- One row per person created because they were missing. In the order of ids, so that writers do not deadlock.
-- $1 workspace_id bigint, $2 external_ids text[]
WITH known AS (
    SELECT external_id FROM person WHERE workspace_id = $1::bigint AND external_id = ANY($2::text[])
)
INSERT INTO person (workspace_id, external_id)
SELECT $1::bigint, wanted.external_id
FROM unnest($2::text[]) AS wanted (external_id)
WHERE wanted.external_id NOT IN (SELECT external_id FROM known)
ORDER BY wanted.external_id
ON CONFLICT DO NOTHING
RETURNING external_id
