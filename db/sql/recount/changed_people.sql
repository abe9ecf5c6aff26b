-- The people of these series ($2) who have changed since the columnar copy was made.
SELECT changed_person.person_id
FROM changed_person
JOIN column_copy ON column_copy.workspace_id = changed_person.workspace_id
    AND column_copy.series_id = changed_person.series_id AND changed_person.generation >= column_copy.copied
WHERE changed_person.workspace_id = $1::bigint AND changed_person.series_id = ANY($2::bigint[])
