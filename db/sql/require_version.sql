-- One row. Fails where the data of a workspace no longer has a version.
SELECT require_version({workspace}, {version})
