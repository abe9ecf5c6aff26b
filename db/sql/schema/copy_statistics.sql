-- One row without meaning. Copies the statistics of tables to their shards on a Citus cluster.
SELECT copy_statistics()
