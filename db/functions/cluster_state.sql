-- The Citus cluster of this database: the version of the extension, whether this node is the coordinator, and the number of
-- nodes that hold rows. No row without the extension. In plpgsql, so that it can be created without it.
CREATE OR REPLACE FUNCTION cluster_state() RETURNS TABLE (version text, is_coordinator boolean, nodes bigint)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF to_regclass('pg_dist_node') IS NOT NULL THEN
        RETURN QUERY
        SELECT extension.extversion, citus_is_coordinator(), (
            SELECT count(*) FROM pg_dist_node WHERE isactive AND noderole = 'primary' AND shouldhaveshards
        )
        FROM pg_extension AS extension
        WHERE extension.extname = 'citus';
    END IF;
END
$$;
