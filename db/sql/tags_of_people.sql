-- One row per person and tag, ordered by the name of the tag.
-- $1 workspace_id bigint, $2 person_ids bigint[], $3 most integer
SELECT person_tag.person_id, tag.id, tag.name, tag.people
FROM person_tag
JOIN tag ON tag.workspace_id = $1::bigint AND tag.id = person_tag.tag_id
WHERE person_tag.workspace_id = $1::bigint AND person_tag.person_id = ANY($2::bigint[])
ORDER BY tag.name COLLATE "C"
LIMIT $3::integer
