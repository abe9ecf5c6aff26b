-- One row: the number of people.
-- $1 workspace_id bigint
SELECT count(*) AS count
FROM person
WHERE person.workspace_id = $1::bigint
    AND {people_in_scope}
