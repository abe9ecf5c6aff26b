-- One row per id that belongs to no person of the workspace.
-- $1 workspace_id bigint, $2 person_ids bigint[]
SELECT given.id
FROM unnest($2::bigint[]) AS given (id)
WHERE NOT EXISTS (SELECT FROM person WHERE person.workspace_id = $1::bigint AND person.id = given.id)
ORDER BY given.id
