-- Changes the name that users see and the time zone of a workspace; null keeps the stored one. It also gives the
-- workspace a new version, for a Citus cluster: there `workspace` has no trigger, because each node has a copy of it.
CREATE OR REPLACE FUNCTION update_workspace(of_workspace bigint, new_title text, new_time_zone text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE workspace
    SET title = coalesce(new_title, title), time_zone = coalesce(new_time_zone, time_zone)
    WHERE workspace.id = of_workspace;
    PERFORM stamp_definitions_of(of_workspace);
END
$$;
