-- No rows. Writes down the people whom a bulk action is about; the count of rows is theirs.
-- $1 workspace_id bigint, $2 bulk_action_id bigint
INSERT INTO bulk_action_person (workspace_id, bulk_action_id, person_id)
SELECT $1::bigint, $2::bigint, person.id
FROM person
WHERE person.workspace_id = $1::bigint
    /* people: person.id */
ORDER BY person.id
