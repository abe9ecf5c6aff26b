-- One row per person, by id.
-- $1 workspace_id bigint, $2 person_ids bigint[]
SELECT id, external_id, email, name, attributes, created_at
FROM person
WHERE workspace_id = $1::bigint AND id = ANY($2::bigint[])
