-- One row: the number of tokens, expired and revoked ones included.
-- $1 workspace_id bigint
SELECT count(*) AS count
FROM token
WHERE workspace_id = $1::bigint
