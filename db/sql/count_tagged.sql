-- One row: the number of people, and how many of them have a tag.
-- $1 workspace_id bigint, $2 tag text
SELECT count(*)::integer AS people, count(person_tag.person_id)::integer AS tagged
FROM person
LEFT JOIN person_tag ON person_tag.workspace_id = $1::bigint AND person_tag.person_id = person.id
    AND person_tag.tag_id = (SELECT tag.id FROM tag WHERE tag.workspace_id = $1::bigint AND tag.name = $2::text)
WHERE person.workspace_id = $1::bigint
    AND {people_in_scope}
