-- The people of all of these sets, less those excluded. Set operations find each set once, whatever the planner expects: it
-- takes several conditions together for so rare that it would join them in nested loops, and find each set again for each
-- person. MATERIALIZED, so that a page of visits does not find the people again for each run of its index.
SELECT every.id
FROM (
    WITH found (id) AS MATERIALIZED (
        {sets}{excluded}
    )
    SELECT found.id FROM found
) AS every
