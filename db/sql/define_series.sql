-- One row: the series' id, and whether it is new or changed. Creates or updates the series. Its row stays locked until
-- the transaction ends.
-- $1 workspace_id bigint, $2 key text, $3 name text, $4 status series_status, $5 goal text
INSERT INTO series (workspace_id, key, name, status, goal)
VALUES ($1::bigint, $2::text, $3::text, $4::series_status, $5::text)
ON CONFLICT (workspace_id, key) DO UPDATE SET name = excluded.name, status = excluded.status, goal = excluded.goal
RETURNING id, (old.id, old.name, old.status, old.goal) IS DISTINCT FROM (id, name, status, goal) AS is_changed
