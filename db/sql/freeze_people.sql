-- One row: the number of selected people of a bulk action. Stores them, in batches.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 size integer
-- Slicing one array of all ids takes a third of the time of grouping them, because it needs no row numbers and no sort.
WITH selected AS MATERIALIZED (
    SELECT array_agg(person.id ORDER BY person.id) AS person_ids, count(*)::integer AS people
    FROM person
    WHERE person.workspace_id = $1::bigint
        AND {people_in_scope}
),
frozen AS (
    INSERT INTO bulk_action_batch (workspace_id, bulk_action_id, number, person_ids)
    SELECT
        $1::bigint, $2::bigint, number, selected.person_ids[1 + (number - 1) * $3::integer : number * $3::integer]
    FROM selected
    CROSS JOIN generate_series(1, (selected.people + $3::integer - 1) / $3::integer) AS number
)
SELECT selected.people
FROM selected
