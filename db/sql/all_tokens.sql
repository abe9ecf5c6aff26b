-- One row per token of any workspace, oldest first. For the operator.
SELECT
    workspace.name AS workspace, token.id, token.name, token.scopes, token.created_at, token.expires_at,
    token.last_used_at, token.revoked_at
FROM token
JOIN workspace ON workspace.id = token.workspace_id
ORDER BY token.id
