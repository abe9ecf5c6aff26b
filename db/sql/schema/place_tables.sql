-- One row without meaning. Places the tables on the nodes of a Citus cluster.
SELECT place_tables()
