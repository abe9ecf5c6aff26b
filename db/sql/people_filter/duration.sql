-- The people of stays that are still going on, or that have ended after some time. Found once: until the tables have been
-- analyzed, PostgreSQL would find them again for each person.
SELECT found.person_id
FROM (
    WITH found AS MATERIALIZED (
        SELECT stay.person_id
        FROM (
            {stays}
        ) AS stay
        WHERE CASE
            WHEN $from_seconds::float8 IS NULL THEN NOT stay.is_over
            ELSE stay.is_over AND {stays/seconds} >= $from_seconds::float8
                AND coalesce({stays/seconds} < $to_seconds::float8, true)
        END
    )
    SELECT found.person_id FROM found
) AS found
