-- One row per token of any workspace, oldest first. For the operator.
SELECT token.id, workspace.name AS workspace, token.name, token.scopes, token.created_at, token.revoked_at
FROM token
JOIN workspace ON workspace.id = token.workspace_id
ORDER BY token.id
