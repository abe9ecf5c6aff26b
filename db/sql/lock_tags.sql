-- One row per tag that some people have or will have. They stay locked until the transaction ends, in the order of
-- their names.
-- $1 workspace_id bigint, $2 person_ids bigint[], $3 names text[]
SELECT id
FROM tag
WHERE workspace_id = $1::bigint
    AND (
        name = ANY($3::text[])
        OR id IN (SELECT tag_id FROM person_tag WHERE workspace_id = $1::bigint AND person_id = ANY($2::bigint[]))
    )
ORDER BY name
FOR NO KEY UPDATE
