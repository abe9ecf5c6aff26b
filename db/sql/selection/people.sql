-- The ids of the people who fulfil all conditions.
SELECT person.id
FROM person
WHERE person.workspace_id = $1::bigint AND {conditions}
