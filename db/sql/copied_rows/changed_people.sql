-- The people whose changes are recorded with these generations.
SELECT DISTINCT changed_person.person_id
FROM changed_person
WHERE changed_person.workspace_id = $1::bigint AND changed_person.series_id = $2::bigint
    AND changed_person.generation >= $3::integer AND changed_person.generation < $4::integer
