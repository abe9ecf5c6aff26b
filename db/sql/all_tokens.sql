-- One row per token of any workspace, oldest first. For the operator: a workspace that was renamed has both of its names,
-- because commands find it by the first one.
SELECT
    concat(workspace.name, CASE WHEN title <> workspace.name THEN format(' (%s)', title) END) AS workspace,
    token.id, token.name, token.scopes, token.created_at, token.expires_at, token.last_used_at, token.revoked_at
FROM token
JOIN workspace ON workspace.id = token.workspace_id
ORDER BY token.id
