-- One row: the ids of the people of a series who have changed in these generations, 8 bytes each.
-- $1 workspace_id bigint, $2 series_id bigint, $3 since integer, $4 before integer
SELECT coalesce(string_agg(int8send(changed.person_id), ''::bytea), ''::bytea) AS people
FROM (
    {copied_rows/changed_people}
) AS changed
