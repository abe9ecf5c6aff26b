-- One row per series with a columnar copy: its files, the generation to count from, and the ids of the people who have
-- changed since that one, 8 bytes each. The generation is that of the copy before, if the process has loaded it and not
-- yet the newest. Series of which many people have changed are left out: counting all of their rows takes about as long.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 loaded_series_ids bigint[], $4 loaded_generations integer[]
SELECT
    stored.series_id, stored.id, stored.copied, stored.files, changed.since, changed.people,
    coalesce(stored.previous_to = stored.copied, false) AND stored.previous IS NOT NULL AS has_previous
FROM column_copy AS stored
LEFT JOIN unnest($3::bigint[], $4::integer[]) AS loaded (series_id, generation)
    ON loaded.series_id = stored.series_id AND loaded.generation = stored.previous
    AND stored.previous_to = stored.copied
CROSS JOIN LATERAL (
    SELECT since.generation AS since, count(person.person_id) AS count,
        coalesce(string_agg(int8send(person.person_id), ''::bytea), ''::bytea) AS people
    FROM unnest(ARRAY[loaded.generation, stored.copied]) AS since (generation)
    LEFT JOIN LATERAL (
        SELECT DISTINCT changed_person.person_id
        FROM changed_person
        WHERE changed_person.workspace_id = $1::bigint AND changed_person.series_id = stored.series_id
            AND changed_person.generation >= since.generation
        LIMIT GREATEST(stored.people / 4, 1000) + 1
    ) AS person ON true
    WHERE since.generation IS NOT NULL
    GROUP BY since.generation
    HAVING count(person.person_id) <= GREATEST(stored.people / 4, 1000)
    ORDER BY since.generation
    LIMIT 1
) AS changed
WHERE stored.workspace_id = $1::bigint AND stored.series_id = ANY($2::bigint[]) AND stored.files IS NOT NULL
