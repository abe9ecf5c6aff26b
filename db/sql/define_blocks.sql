-- One row: whether any block is new, changed, restored or removed. Creates, changes and restores the given blocks, and
-- marks all others of the series as removed.
-- $1 workspace_id bigint, $2 series_id bigint, $3 keys text[], $4 names text[], $5 kinds block_kind[],
-- $6 are_entries boolean[], $7 content_titles text[], $8 xs float8[], $9 ys float8[]
WITH given AS (
    INSERT INTO block (workspace_id, series_id, key, name, kind, is_entry, content_title, x, y, position)
    SELECT $1::bigint, $2::bigint, block.*
    FROM unnest(
        $3::text[], $4::text[], $5::block_kind[], $6::boolean[], $7::text[], $8::float8[],
        $9::float8[]
    ) WITH ORDINALITY AS block (key, name, kind, is_entry, content_title, x, y, position)
    ON CONFLICT (workspace_id, series_id, key) DO UPDATE SET
        name = excluded.name,
        kind = excluded.kind,
        is_entry = excluded.is_entry,
        content_title = excluded.content_title,
        x = excluded.x,
        y = excluded.y,
        position = excluded.position,
        removed_at = NULL
    RETURNING (old.name, old.kind, old.is_entry, old.content_title, old.x, old.y, old.position, old.removed_at)
        IS DISTINCT FROM (name, kind, is_entry, content_title, x, y, position, removed_at) AS is_changed
),
removed AS (
    UPDATE block SET removed_at = now()
    WHERE workspace_id = $1::bigint AND series_id = $2::bigint AND removed_at IS NULL AND key <> ALL($3::text[])
    RETURNING id
)
SELECT EXISTS (SELECT FROM given WHERE is_changed) OR EXISTS (SELECT FROM removed) AS is_changed
