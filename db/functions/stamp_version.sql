-- Gives a workspace a new version, by writing a new random stamp to one of its rows of version_stamp. Takes a row that
-- no other transaction has locked, so writers never wait for each other; if all are locked it adds a row. So there are
-- as many rows as there have ever been concurrent writers.
-- Random instead of counted, because a counter could repeat a value after the database is restored from a backup.
-- Once per transaction is enough: no other transaction sees its changes before it commits.
-- Notifies the processes that have subscriptions of the workspace, once the transaction commits. Not on a Citus cluster:
-- no process listens on the node of the workspace, and a transaction that notifies cannot be prepared there. They check
-- each second.
CREATE OR REPLACE FUNCTION stamp_version(of_workspace bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    -- A variable, because Citus refuses volatile functions in UPDATE.
    fresh bigint := random(-9223372036854775808, 9223372036854775807);
BEGIN
    IF current_setting('milepost.stamped', true) = of_workspace::text THEN
        RETURN;
    END IF;
    UPDATE version_stamp SET stamp = fresh
    WHERE workspace_id = of_workspace AND id = (
        SELECT id FROM version_stamp WHERE workspace_id = of_workspace ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    );
    IF NOT FOUND THEN
        INSERT INTO version_stamp (workspace_id, stamp) VALUES (of_workspace, fresh);
    END IF;
    IF EXISTS (SELECT FROM watched_workspace WHERE workspace_id = of_workspace AND until > clock_timestamp())
        AND to_regclass('pg_dist_node') IS NULL
    THEN
        PERFORM pg_notify('changes', of_workspace::text);
    END IF;
    PERFORM set_config('milepost.stamped', of_workspace::text, true);
END
$$;
