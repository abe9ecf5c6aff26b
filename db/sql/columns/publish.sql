-- One row if the copy of this generation is now the one to use: a newer one may have come before it. Forgets the people
-- whose changes both it and the copy before it contain.
-- $1 workspace_id bigint, $2 series_id bigint, $3 id bigint, $4 generation integer, $5 people integer, $6 files jsonb
WITH published AS (
    UPDATE column_copy
    SET
        copied = $4::integer, previous = CASE WHEN files IS NOT NULL THEN copied END, previous_to = $4::integer,
        people = $5::integer, files = $6::jsonb, copied_at = now()
    WHERE workspace_id = $1::bigint AND series_id = $2::bigint AND id = $3::bigint
        AND coalesce(copied < $4::integer, true)
    RETURNING series_id, coalesce(previous, copied) AS oldest
),
forgotten AS (
    DELETE FROM changed_person
    WHERE workspace_id = $1::bigint AND series_id IN (SELECT series_id FROM published)
        AND generation < (SELECT oldest FROM published)
)
SELECT series_id FROM published
