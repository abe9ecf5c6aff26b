-- One row: the id of the tag of this name. Creates the tag if it is missing.
-- $1 workspace_id bigint, $2 name text
INSERT INTO tag (workspace_id, name)
VALUES ($1::bigint, $2::text)
ON CONFLICT (workspace_id, name) DO UPDATE SET name = excluded.name
RETURNING id
