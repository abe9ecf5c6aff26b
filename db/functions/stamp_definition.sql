-- Trigger function: gives the definitions of the row's workspace a new version.
CREATE OR REPLACE FUNCTION stamp_definition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM stamp_definitions_of(coalesce(NEW.workspace_id, OLD.workspace_id));
    RETURN NULL;
END
$$;
