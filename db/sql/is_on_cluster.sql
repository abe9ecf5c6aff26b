-- One row: whether the database is on a node of a Citus cluster.
SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') AS is_on_cluster
