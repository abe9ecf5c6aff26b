-- Applies the settings that a Citus cluster needs to this database, for new sessions. Citus applies them on all nodes.
-- Triggers stamp versions on the node of the workspace, and functions read tables there; the rows of a workspace, and so of
-- its versions, are all on that node. Sessions there do not get the settings of the session on the coordinator.
CREATE OR REPLACE FUNCTION prepare_nodes() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    setting text;
BEGIN
    FOREACH setting IN ARRAY ARRAY[
        'citus.enable_unsafe_triggers = on',
        'citus.allow_nested_distributed_execution = on',
        'citus.enable_local_reference_table_foreign_keys = off',
        'random_page_cost = 1.1',
        'jit = off',
        'timezone = ''UTC'''
    ] LOOP
        EXECUTE format('ALTER DATABASE %I SET %s', current_database(), setting);
    END LOOP;
END
$$;
