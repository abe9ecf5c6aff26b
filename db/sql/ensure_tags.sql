-- No rows. Creates the missing tags, in the order of their names, so that writers do not deadlock.
-- $1 workspace_id bigint, $2 names text[]
INSERT INTO tag (workspace_id, name)
SELECT $1::bigint, wanted.name
FROM (SELECT DISTINCT name FROM unnest($2::text[]) AS given (name)) AS wanted
LEFT JOIN tag ON tag.workspace_id = $1::bigint AND tag.name = wanted.name
WHERE tag.id IS NULL
ORDER BY wanted.name
ON CONFLICT DO NOTHING
