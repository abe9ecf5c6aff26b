-- One row without meaning. Gives the workspace a new version, so that cached responses are dropped.
-- $1 workspace_id bigint
SELECT stamp_version($1::bigint)
