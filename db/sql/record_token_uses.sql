-- One row. Stores that tokens of any workspaces are used now, unless another process did so within the last minute.
-- $1 workspace_ids bigint[], $2 ids bigint[]
SELECT record_token_uses($1::bigint[], $2::bigint[])
