-- One row per person, by id.
-- `attributes` is null for everyone if the attributes of all these people, as text, have more than $3 characters.
-- $1 workspace_id bigint, $2 person_ids bigint[], $3 most_characters bigint
SELECT
    id, external_id, email, name, unsubscribed,
    CASE WHEN sum(length(attributes::text)) OVER () <= $3::bigint THEN attributes END AS attributes,
    created_at
FROM person
WHERE workspace_id = $1::bigint AND id = ANY($2::bigint[])
