-- Trigger function: gives every workspace that has a changed row a new version.
CREATE OR REPLACE FUNCTION stamp_versions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM stamp_version(workspace_id) FROM (SELECT DISTINCT workspace_id FROM changed) AS their;
    RETURN NULL;
END
$$;
