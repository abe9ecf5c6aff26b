-- One row: the workspace of a token. No row if there is no such token. For the operator.
-- $1 id: bigint
SELECT workspace_id
FROM token
WHERE id = $1::bigint
