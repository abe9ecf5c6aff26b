-- One row per person on a page, in the order of ids.
-- $1 workspace_id bigint, $2 low_id bigint, $3 high_id bigint, $4 size integer
SELECT person.id
FROM person
WHERE person.workspace_id = $1::bigint AND person.id > $2::bigint AND person.id < $3::bigint
    AND {people_in_scope}
ORDER BY person.id {direction}
LIMIT $4::integer
