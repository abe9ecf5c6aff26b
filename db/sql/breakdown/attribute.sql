-- The value of an attribute of the person.
(
    SELECT person.attributes -> $name::text
    FROM person
    WHERE person.workspace_id = $1::bigint AND person.id = entry.person_id
)
