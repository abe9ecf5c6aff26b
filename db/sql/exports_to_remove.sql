-- One row per export of any workspace whose archive can be removed.
SELECT workspace_id, id FROM exports_to_remove()
