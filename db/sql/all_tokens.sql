-- One row: a token of any workspace, for whoever runs the service; oldest first.
SELECT token.id, workspace.name AS workspace, token.name, token.scopes, token.created_at, token.revoked_at
FROM token
JOIN workspace ON workspace.id = token.workspace_id
ORDER BY token.id
