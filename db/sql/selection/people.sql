-- The ids of the people who match.
SELECT person.id
FROM person
WHERE person.workspace_id = $1::bigint AND {conditions}
