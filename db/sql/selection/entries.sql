-- The ids of the entries of the people who match. Finds a few visits, because no index has the visits of a person.
SELECT entry.id
FROM person
JOIN entry ON entry.workspace_id = $1::bigint AND entry.person_id = person.id
WHERE person.workspace_id = $1::bigint AND {conditions}
