-- No rows. Creates the missing tags, in the order of their names, so that writers do not deadlock.
-- $1 workspace_id bigint, $2 names text[], each once
WITH known AS (
    SELECT name FROM tag WHERE workspace_id = $1::bigint AND name = ANY($2::text[])
)
INSERT INTO tag (workspace_id, name)
SELECT $1::bigint, wanted.name
FROM unnest($2::text[]) AS wanted (name)
WHERE wanted.name NOT IN (SELECT name FROM known)
ORDER BY wanted.name
ON CONFLICT DO NOTHING
