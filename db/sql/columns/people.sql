-- One row: the ids of selected people, 8 bytes each. One person may be in it several times.
-- $1 workspace_id bigint
SELECT coalesce(string_agg(int8send(selected.id), ''::bytea), ''::bytea) AS people
FROM (
    {people}
) AS selected (id)
