-- Gives the planner statistics about the shards of distributed tables, on all nodes of a Citus cluster: those that migrations
-- state, which ANALYZE skips, and all others by ANALYZE. A shard that was just placed or moved has none.
CREATE OR REPLACE FUNCTION copy_statistics() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    known record;
    relation regclass;
BEGIN
    FOR known IN
        SELECT format('%I.%I', schemaname, tablename)::regclass AS relation, schemaname, attname, null_frac, avg_width, n_distinct
        FROM pg_stats
        JOIN placements() AS placement ON placement.name = tablename AND placement.placed = 'by workspace_id'
        WHERE schemaname = current_schema()
    LOOP
        PERFORM run_command_on_shards(known.relation, format(
            $command$
                SELECT pg_restore_attribute_stats(
                    'schemaname', %L, 'relname', '%%s', 'attname', %L, 'inherited', false,
                    'null_frac', %L::real, 'avg_width', %L::integer, 'n_distinct', %L::real
                )
            $command$,
            known.schemaname, known.attname, known.null_frac, known.avg_width, known.n_distinct
        ));
    END LOOP;
    FOR relation IN
        SELECT format('%I.%I', current_schema(), name)::regclass FROM placements() WHERE placed = 'by workspace_id' ORDER BY name
    LOOP
        EXECUTE format('ANALYZE %s', relation);
    END LOOP;
END
$$;
