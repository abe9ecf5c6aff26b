-- None of these people. Written so that the planner can join: NOT IN would compare each person with a list.
NOT EXISTS (
    SELECT
    FROM (
        {people}
    ) AS excluded (id)
    WHERE excluded.id = person.id
)
