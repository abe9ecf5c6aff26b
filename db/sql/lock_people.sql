-- One row per person. They stay locked until the transaction ends, in the order of their external ids.
-- $1 workspace_id bigint, $2 external_ids text[]
SELECT id, external_id
FROM person
WHERE workspace_id = $1::bigint AND external_id = ANY($2::text[])
ORDER BY external_id
FOR NO KEY UPDATE
