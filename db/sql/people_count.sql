-- One row: how many people there are.
-- $1 workspace_id bigint
SELECT count(*)::integer AS count
FROM person
WHERE person.workspace_id = $1::bigint
    AND {people_in_scope}
