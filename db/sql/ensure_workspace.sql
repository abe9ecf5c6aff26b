-- One row: the workspace of this name, and whether it is new. Creates it if it is missing.
-- $1 name: text
WITH found AS (
    SELECT id FROM workspace WHERE name = $1::text
),
made AS (
    INSERT INTO workspace (name)
    SELECT $1::text WHERE NOT EXISTS (SELECT FROM found)
    ON CONFLICT (name) DO UPDATE SET name = excluded.name -- so that it is returned if another transaction created it
    RETURNING id, old.id IS NULL AS is_new
)
SELECT id, false AS is_new FROM found
UNION ALL
SELECT id, is_new FROM made
