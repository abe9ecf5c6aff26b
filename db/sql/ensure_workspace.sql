-- One row: the workspace of this name, and whether it is new. Creates it if it is missing.
-- $1 name: text
SELECT id, is_new FROM ensure_workspace($1::text)
