-- migrate:up

-- Definitions have a version of their own, combined in the same way: the same version, the same series, blocks and paths.
-- It stays as it is while events are recorded, though they too change rows of series.
ALTER TABLE version_stamp ADD definitions bigint NOT NULL DEFAULT 0;

CREATE FUNCTION stamp_definitions_of(of_workspace bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('milepost.defined', true) = of_workspace::text THEN
        RETURN;
    END IF;
    PERFORM stamp_version(of_workspace); -- now there is a stamp that this transaction holds
    UPDATE version_stamp SET definitions = random(-9223372036854775808, 9223372036854775807)
    WHERE workspace_id = of_workspace AND id = (
        SELECT id FROM version_stamp WHERE workspace_id = of_workspace ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    );
    PERFORM set_config('milepost.defined', of_workspace::text, true);
END
$$;

CREATE FUNCTION stamp_definition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM stamp_definitions_of(coalesce(NEW.workspace_id, OLD.workspace_id));
    RETURN NULL;
END
$$;

-- Not by statement: PostgreSQL has no transition tables for triggers of some columns.
CREATE TRIGGER definition_stamp AFTER INSERT OR DELETE OR UPDATE OF key, name, status, goal ON series
FOR EACH ROW EXECUTE FUNCTION stamp_definition();
CREATE TRIGGER definition_stamp AFTER INSERT OR DELETE OR UPDATE ON block
FOR EACH ROW EXECUTE FUNCTION stamp_definition();
CREATE TRIGGER definition_stamp AFTER INSERT OR DELETE OR UPDATE ON path
FOR EACH ROW EXECUTE FUNCTION stamp_definition();

-- Fails, as a transaction does that met another one, where a workspace does not have a version.
CREATE FUNCTION require_version(of_workspace bigint, expected bigint) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF (SELECT coalesce(bit_xor(stamp), 0) FROM version_stamp WHERE workspace_id = of_workspace) <> expected THEN
        RAISE serialization_failure USING MESSAGE = 'the data has changed';
    END IF;
END
$$;

-- migrate:down
