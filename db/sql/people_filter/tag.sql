-- The people with a tag.
SELECT person_tag.person_id
FROM person_tag
WHERE person_tag.workspace_id = $1::bigint AND person_tag.tag_id = tag_named($1::bigint, $name::text)
