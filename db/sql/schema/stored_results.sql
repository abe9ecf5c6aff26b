-- One row per index or generated column that stores results of some functions, directly or through other functions.
-- $1 oids oid[]
WITH RECURSIVE caller AS (
    SELECT unnest($1::oid[]) AS oid
    UNION
    SELECT pg_depend.objid
    FROM caller
    JOIN pg_depend ON pg_depend.refobjid = caller.oid AND pg_depend.refclassid = 'pg_proc'::regclass
    WHERE pg_depend.classid = 'pg_proc'::regclass
)
SELECT DISTINCT pg_describe_object(pg_depend.classid, pg_depend.objid, 0) AS place
FROM caller
JOIN pg_depend ON pg_depend.refobjid = caller.oid AND pg_depend.refclassid = 'pg_proc'::regclass
WHERE pg_depend.classid = 'pg_class'::regclass
    OR EXISTS (
        SELECT
        FROM pg_attrdef
        JOIN pg_attribute ON pg_attribute.attrelid = pg_attrdef.adrelid AND pg_attribute.attnum = pg_attrdef.adnum
        WHERE pg_depend.classid = 'pg_attrdef'::regclass AND pg_attrdef.oid = pg_depend.objid
            AND pg_attribute.attgenerated = 's'
    )
ORDER BY place
