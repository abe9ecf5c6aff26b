-- One row per person, by external id.
-- $1 workspace_id bigint, $2 external_ids text[], $3 most_characters bigint
SELECT
    {people/columns}
FROM person
WHERE workspace_id = $1::bigint AND external_id = ANY($2::text[])
