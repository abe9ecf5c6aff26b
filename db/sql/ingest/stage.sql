-- No rows. Makes the temporary tables that a batch passes through, once for a connection, or empties them. The rows of a
-- small batch are deleted, which is faster. Those of a large one are truncated, as only that gives the space back.
-- ON COMMIT DELETE ROWS would add more to every commit of the connection than a small batch takes.
DO $$
BEGIN
    IF to_regclass('pg_temp.figure_change') IS NOT NULL THEN
        IF pg_relation_size('pg_temp.incoming') > 262144 THEN
            TRUNCATE passing, incoming, reentered, entry_version, visit_version, engagement_change, figure_change;
        ELSE
            DELETE FROM passing;
            DELETE FROM incoming;
            DELETE FROM reentered;
            DELETE FROM entry_version;
            DELETE FROM visit_version;
            DELETE FROM engagement_change;
            DELETE FROM figure_change;
        END IF;
        RETURN;
    END IF;

    {staging/batch}

    {staging/changes}

    {staging/statistics}
END
$$
