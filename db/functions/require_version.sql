-- Fails with a serialization failure, which makes the caller start again, unless the workspace has the expected
-- version.
CREATE OR REPLACE FUNCTION require_version(of_workspace bigint, expected bigint) RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF (SELECT coalesce(bit_xor(stamp), 0) FROM version_stamp WHERE workspace_id = of_workspace) <> expected THEN
        RAISE serialization_failure USING MESSAGE = 'the data has changed';
    END IF;
END
$$;
