-- No rows. Empties the tables that a batch passes through: what a small one leaves is quicker deleted, but the space is
-- only won back by truncating. ON COMMIT DELETE ROWS would cost every commit of the connection more than a small batch.
DO $$
BEGIN
    IF pg_relation_size('pg_temp.incoming') > 262144 THEN
        TRUNCATE passing, incoming, fresh, reentered, entry_version, visit_version, engagement_change;
    ELSE
        DELETE FROM passing;
        DELETE FROM incoming;
        DELETE FROM fresh;
        DELETE FROM reentered;
        DELETE FROM entry_version;
        DELETE FROM visit_version;
        DELETE FROM engagement_change;
    END IF;
END
$$
