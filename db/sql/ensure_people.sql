-- One row per person created because they were missing. In the order of ids, so that writers do not deadlock.
-- $1 workspace_id bigint, $2 external_ids text[]
INSERT INTO person (workspace_id, external_id)
SELECT $1::bigint, wanted.external_id
FROM unnest($2::text[]) AS wanted (external_id)
LEFT JOIN person ON person.workspace_id = $1::bigint AND person.external_id = wanted.external_id
WHERE person.id IS NULL
ORDER BY wanted.external_id
ON CONFLICT DO NOTHING
RETURNING external_id
