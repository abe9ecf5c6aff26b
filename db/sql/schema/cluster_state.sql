-- One row: the Citus cluster of the database. No row without the extension.
SELECT version, is_coordinator, nodes FROM cluster_state()
