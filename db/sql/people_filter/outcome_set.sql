-- The people who have exactly these outcomes in a series, or an entry that has.
SELECT counted.person_id
FROM (
    {started}
) AS counted
WHERE counted.outcomes = $outcomes::integer
