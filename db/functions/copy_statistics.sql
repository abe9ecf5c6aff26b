-- Copies the statistics of the columns of distributed tables to their shards, on all nodes of a Citus cluster: those that
-- migrations state, and ANALYZE skips or has not replaced yet.
CREATE OR REPLACE FUNCTION copy_statistics() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    known record;
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
END
$$;
