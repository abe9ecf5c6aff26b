-- One row: whether any path is new, changed or removed. Replaces the paths of a series, in the given order. Run after
-- define_blocks.
-- $1 workspace_id bigint, $2 series_id bigint, $3 from_keys text[], $4 to_keys text[], $5 conditions path_condition[],
-- $6 variants text[]
WITH given AS (
    SELECT path.*
    FROM unnest($3::text[], $4::text[], $5::path_condition[], $6::text[])
        WITH ORDINALITY AS path (from_key, to_key, condition, variant, position)
),
removed AS (
    DELETE FROM path
    WHERE workspace_id = $1::bigint AND series_id = $2::bigint AND position > (SELECT count(*) FROM given)
    RETURNING position
),
stored AS (
    INSERT INTO path (workspace_id, series_id, position, from_block_id, to_block_id, condition, variant)
    SELECT $1::bigint, $2::bigint, given.position, source.id, target.id, given.condition, given.variant
    FROM given
    JOIN block AS source
        ON source.workspace_id = $1::bigint AND source.series_id = $2::bigint AND source.key = given.from_key
    JOIN block AS target
        ON target.workspace_id = $1::bigint AND target.series_id = $2::bigint AND target.key = given.to_key
    ON CONFLICT (workspace_id, series_id, position) DO UPDATE SET
        from_block_id = excluded.from_block_id,
        to_block_id = excluded.to_block_id,
        condition = excluded.condition,
        variant = excluded.variant
    RETURNING (old.from_block_id, old.to_block_id, old.condition, old.variant)
        IS DISTINCT FROM (from_block_id, to_block_id, condition, variant) AS is_changed
)
SELECT EXISTS (SELECT FROM stored WHERE is_changed) OR EXISTS (SELECT FROM removed) AS is_changed
