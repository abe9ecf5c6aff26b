-- Places the tables of a Citus cluster that are only on this node, with their rows. In one transaction: all of them or none.
CREATE OR REPLACE FUNCTION place_tables() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    missing record;
BEGIN
    PERFORM set_config('citus.enable_unsafe_triggers', 'on', true),
        set_config('citus.enable_local_reference_table_foreign_keys', 'off', true),
        set_config('citus.multi_shard_modify_mode', 'sequential', true);
    -- It would run once for each copy of the row. update_workspace does what it does.
    DROP TRIGGER IF EXISTS stamp_update ON workspace;
    FOR missing IN SELECT * FROM placements() WHERE placed = 'here' LOOP
        IF missing.wanted = 'copies' THEN
            PERFORM create_reference_table(missing.name::regclass);
        ELSIF missing.name = 'series' THEN
            PERFORM create_distributed_table('series', 'workspace_id', colocate_with => 'none');
        ELSE
            PERFORM create_distributed_table(missing.name::regclass, 'workspace_id', colocate_with => 'series');
        END IF;
    END LOOP;
END
$$;
