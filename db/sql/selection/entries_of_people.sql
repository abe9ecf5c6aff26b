-- The ids of the entries of people who are looked up first.
SELECT entry.id
FROM entry
WHERE entry.workspace_id = $1::bigint AND entry.person_id = ANY(ARRAY(
    {people}
))
