-- One row without meaning. Applies the settings of a Citus cluster to all of its nodes.
SELECT prepare_nodes()
