-- One row per token on a page, in the order of ids.
-- $1 workspace_id bigint, $2 low_id bigint, $3 high_id bigint, $4 size integer
SELECT id
FROM token
WHERE workspace_id = $1::bigint AND id > $2::bigint AND id < $3::bigint
ORDER BY id {direction}
LIMIT $4::integer
