-- The person has none of these tags.
NOT EXISTS (
    SELECT
    FROM person_tag
    JOIN tag ON tag.workspace_id = $1::bigint AND tag.id = person_tag.tag_id
    WHERE person_tag.workspace_id = $1::bigint AND person_tag.person_id = person.id AND tag.name = ANY($names::text[])
)
