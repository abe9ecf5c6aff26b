-- One row without meaning. Gives the planner statistics about the shards of tables on a Citus cluster.
SELECT copy_statistics()
