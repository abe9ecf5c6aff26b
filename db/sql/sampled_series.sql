-- One row per series of a random sample of all workspaces.
-- $1 most bigint
SELECT workspace_id, id FROM sampled_series($1::bigint)
