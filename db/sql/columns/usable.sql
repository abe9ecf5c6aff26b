-- One row per series with a columnar copy: its files, and the ids of the people who have changed since, 8 bytes each.
-- Series of which many people have changed are left out: counting all of their rows takes about as long.
-- $1 workspace_id bigint, $2 series_ids bigint[]
SELECT stored.series_id, stored.id, stored.copied, stored.files, changed.people
FROM column_copy AS stored
CROSS JOIN LATERAL (
    SELECT count(*) AS count, coalesce(string_agg(int8send(person_id), ''::bytea), ''::bytea) AS people
    FROM (
        SELECT DISTINCT person_id
        FROM changed_person
        WHERE changed_person.workspace_id = $1::bigint AND changed_person.series_id = stored.series_id
            AND changed_person.generation >= stored.copied
        LIMIT GREATEST(stored.people / 4, 1000) + 1
    ) AS person
) AS changed
WHERE stored.workspace_id = $1::bigint AND stored.series_id = ANY($2::bigint[]) AND stored.files IS NOT NULL
    AND changed.count <= GREATEST(stored.people / 4, 1000)
