-- The people of any of these sets. DISTINCT, because the planner knows how many rows it gives: of a UNION alone it assumes
-- that it has half of all people, and reads lists in their order instead of looking the people up.
SELECT DISTINCT either.id
FROM (
    {sets}
) AS either (id)
