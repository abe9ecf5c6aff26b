-- The counts of quarters of an hour in a row, and more of them. They are appended, which costs least. Whenever the row
-- exceeds another 32 numbers, those of one quarter are added up. Null for a row of another level.
CREATE OR REPLACE FUNCTION added_quarters(stored bigint[], more bigint[]) RETURNS bigint[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN (cardinality(stored) + cardinality(more)) / 32 > cardinality(stored) / 32 THEN summed_quarters(stored || more)
    ELSE stored || more
END;
