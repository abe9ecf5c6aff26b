-- No rows. Creates the temporary tables of a batch, once per connection, or empties them. A small batch is emptied by
-- DELETE, which is faster; a large one by TRUNCATE, which alone frees the space.
-- ON COMMIT DELETE ROWS would cost every commit of the connection more time than a small batch takes.
DO $$
BEGIN
    IF to_regclass('pg_temp.figure_change') IS NOT NULL THEN
        IF pg_relation_size('pg_temp.staged_event') > 262144 THEN
            TRUNCATE
                staged_entry, staged_event, reentered, entry_version, visit_version, engagement_change, figure_change,
                departure_change;
        ELSE
            DELETE FROM staged_entry;
            DELETE FROM staged_event;
            DELETE FROM reentered;
            DELETE FROM entry_version;
            DELETE FROM visit_version;
            DELETE FROM engagement_change;
            DELETE FROM figure_change;
            DELETE FROM departure_change;
        END IF;
        RETURN;
    END IF;

    {staging/batch}

    {staging/changes}

    {staging/statistics}
END
$$
