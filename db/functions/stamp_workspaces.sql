-- Trigger function: gives every changed row of workspace a new version.
CREATE OR REPLACE FUNCTION stamp_workspaces() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM stamp_version(id) FROM changed;
    RETURN NULL;
END
$$;
