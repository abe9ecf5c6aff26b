-- One row per bulk action of any workspace that ended so long ago that its people are no longer needed.
-- $1 age interval
SELECT workspace_id, id FROM old_bulk_actions($1::interval)
