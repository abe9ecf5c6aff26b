-- Trigger function: gives every changed row of workspace a new version, also of its definitions: processes cache the keys
-- of selections with those.
CREATE OR REPLACE FUNCTION stamp_workspaces() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM stamp_definitions_of(id) FROM changed;
    RETURN NULL;
END
$$;
