-- One row per valid token and per existing workspace: the workspace, the token's id, name and scopes (null: all), and
-- the versions of the workspace's data and of its definitions. The bootstrap token is not stored, so its workspace is
-- looked up by name.
-- $1 SHA-256 of tokens: bytea[], $2 names of workspaces: text[]
SELECT hash, name, workspace_id, token_id, token_name, scopes, data, definitions
FROM authentications($1::bytea[], $2::text[])
