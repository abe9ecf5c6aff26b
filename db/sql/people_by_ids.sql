-- One row per person, by id.
-- $1 workspace_id bigint, $2 person_ids bigint[], $3 most_characters bigint
SELECT
    {people/columns}
FROM person
WHERE workspace_id = $1::bigint AND id = ANY($2::bigint[])
