-- One row per series of any workspace, or per series with a key. For the operator.
-- $1 key text
SELECT workspace.id AS workspace_id, workspace.name AS workspace, series.id, series.key
FROM series
JOIN workspace ON workspace.id = series.workspace_id
WHERE series.key = $1::text OR $1::text IS NULL
ORDER BY workspace.name, series.key
