-- Has a tag.
person.id IN (
    SELECT person_tag.person_id
    FROM person_tag
    WHERE person_tag.workspace_id = $1::bigint
        AND person_tag.tag_id = (SELECT tag.id FROM tag WHERE tag.workspace_id = $1::bigint AND tag.name = {name}::text)
)
