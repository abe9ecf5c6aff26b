-- migrate:up

-- The version of a workspace: all its stamps together, combined by bit_xor. Every transaction that changes anything that
-- a question can be answered with leaves a new random stamp, so equal versions mean the same data. Random, for a number
-- that counts up could come again in a database that was restored. A writer takes a stamp that no other holds: nobody
-- waits, and there are as many as have ever written to a workspace at the same time.
CREATE TABLE version_stamp (
    workspace_id bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    stamp        bigint NOT NULL,
    PRIMARY KEY (workspace_id, id)
) WITH (fillfactor = 10); -- room for updates within the page: there are few rows, and they change all the time

-- Once in a transaction is enough: until it commits nobody else sees what it writes.
CREATE FUNCTION stamp_version(of_workspace bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('milepost.stamped', true) = of_workspace::text THEN
        RETURN;
    END IF;
    UPDATE version_stamp SET stamp = random(-9223372036854775808, 9223372036854775807)
    WHERE workspace_id = of_workspace AND id = (
        SELECT id FROM version_stamp WHERE workspace_id = of_workspace ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    );
    IF NOT FOUND THEN
        INSERT INTO version_stamp (workspace_id, stamp)
        VALUES (of_workspace, random(-9223372036854775808, 9223372036854775807));
    END IF;
    PERFORM set_config('milepost.stamped', of_workspace::text, true);
END
$$;

CREATE FUNCTION stamp_versions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM stamp_version(workspace_id) FROM (SELECT DISTINCT workspace_id FROM changed) AS their;
    RETURN NULL;
END
$$;

-- Lets every change of a table count. Entries, visits and kept counts need none: they follow from events, and change in
-- the transactions that record those.
CREATE PROCEDURE stamp_changes_of(name text) LANGUAGE plpgsql AS $$
DECLARE
    change text;
BEGIN
    FOREACH change IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
        EXECUTE format(
            'CREATE TRIGGER %I AFTER %s ON %I REFERENCING %s TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION stamp_versions()',
            'stamp_' || lower(change), change, name, CASE change WHEN 'DELETE' THEN 'OLD' ELSE 'NEW' END
        );
    END LOOP;
END
$$;

CALL stamp_changes_of('series');
CALL stamp_changes_of('block');
CALL stamp_changes_of('path');
CALL stamp_changes_of('person');
CALL stamp_changes_of('tag');
CALL stamp_changes_of('person_tag');
CALL stamp_changes_of('event');
CALL stamp_changes_of('bulk_action');
CALL stamp_changes_of('bulk_action_skip');
CALL stamp_changes_of('export');

CREATE FUNCTION stamp_workspaces() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM stamp_version(id) FROM changed;
    RETURN NULL;
END
$$;

CREATE TRIGGER stamp_update AFTER UPDATE ON workspace
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION stamp_workspaces();

-- migrate:down
