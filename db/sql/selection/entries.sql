-- The ids of the entries of the people who fulfil all conditions. A few visits are found by these: no index has the
-- visits of a person.
SELECT entry.id
FROM person
JOIN entry ON entry.workspace_id = $1::bigint AND entry.person_id = person.id
WHERE person.workspace_id = $1::bigint AND {conditions}
