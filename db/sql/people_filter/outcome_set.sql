-- The people who have exactly these outcomes in a series, or an entry that has. Found once: until the tables have been
-- analyzed, PostgreSQL would find them again for each person.
SELECT found.person_id
FROM (
    WITH found AS MATERIALIZED (
        SELECT counted.person_id
        FROM (
            {started}
        ) AS counted
        WHERE counted.outcomes = $outcomes::integer
    )
    SELECT found.person_id FROM found
) AS found
