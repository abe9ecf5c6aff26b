-- One row per tag whose name contains a text, by name.
-- $1 workspace_id bigint, $2 search text, $3 most integer
SELECT id, name, people
FROM tag
WHERE workspace_id = $1::bigint AND strpos(lower(name), lower($2::text)) > 0
ORDER BY name COLLATE "C"
LIMIT $3::integer
