-- The person has any tag.
EXISTS (
    SELECT
    FROM person_tag
    WHERE person_tag.workspace_id = $1::bigint AND person_tag.person_id = person.id
)
