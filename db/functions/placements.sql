-- The tables, how a Citus cluster should place them, and how it does: each row on the node of its workspace, with those of
-- `series` ('by workspace_id'), a copy of the table on each node ('copies'), only on this node ('here'), or in another way,
-- in words. A table without workspaces, or with something that is unique across them, is copied. The order is that of the
-- references between tables.
CREATE OR REPLACE FUNCTION placements() RETURNS TABLE (name text, wanted text, placed text)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    SELECT
        relname::text,
        CASE WHEN is_unique_everywhere THEN 'copies' ELSE 'by workspace_id' END,
        CASE
            WHEN partition.logicalrelid IS NULL THEN 'here'
            WHEN partition.partmethod = 'n' AND partition.repmodel = 't' THEN 'copies'
            WHEN partition.partmethod <> 'h' THEN 'as a whole on one node'
            WHEN partition.colocationid IN (
                SELECT series.colocationid FROM pg_dist_partition AS series WHERE series.logicalrelid = 'series'::regclass
            ) OR relname = 'series' THEN distribution
            ELSE distribution || ', apart from series'
        END
    FROM pg_class
    CROSS JOIN LATERAL (
        SELECT bool_or(pg_get_indexdef(indexrelid, 1, true) <> 'workspace_id') AS is_unique_everywhere
        FROM pg_index
        WHERE indrelid = pg_class.oid AND indisunique
    ) AS keys
    LEFT JOIN pg_dist_partition AS partition ON partition.logicalrelid = pg_class.oid
    CROSS JOIN LATERAL (
        SELECT 'by ' || column_to_column_name(partition.logicalrelid, partition.partkey) AS distribution
    ) AS columns
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
    ORDER BY is_unique_everywhere DESC, relname NOT IN ('workspace', 'series'), relname;
END
$$;
