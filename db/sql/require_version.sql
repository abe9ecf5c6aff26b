-- One row. Fails unless the data of a workspace still has a version.
SELECT require_version({workspace}, {version})
