-- Gives the series definitions of a workspace a new version, once per transaction: writes the column `definitions` of
-- the row of version_stamp that this transaction has stamped.
CREATE OR REPLACE FUNCTION stamp_definitions_of(of_workspace bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    fresh bigint := random(-9223372036854775808, 9223372036854775807); -- as in stamp_version
BEGIN
    IF current_setting('milepost.defined', true) = of_workspace::text THEN
        RETURN;
    END IF;
    PERFORM stamp_version(of_workspace); -- so that a row is locked by this transaction
    UPDATE version_stamp SET definitions = fresh
    WHERE workspace_id = of_workspace AND id = (
        SELECT id FROM version_stamp WHERE workspace_id = of_workspace ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    );
    PERFORM set_config('milepost.defined', of_workspace::text, true);
END
$$;
