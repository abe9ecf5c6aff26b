-- One row per series with a columnar copy: its files, the edition to count from, and the ids of the people who have changed
-- since that one, 8 bytes each. The edition is the newest of those that the process has loaded ($3 to $7) and that is not
-- newer than the snapshot. If it is of the copy before, and many people have changed since, it is the newest copy instead.
-- Series of which many people have changed are left out: counting all of their rows takes about as long.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 edition_series_ids bigint[], $4 edition_ids bigint[],
-- $5 edition_generations integer[], $6 edition_sinces integer[], $7 edition_visible_froms integer[]
SELECT
    stored.series_id, stored.id, stored.copied, stored.files, stored.people,
    coalesce(stored.previous_to = stored.copied, false) AND stored.previous IS NOT NULL AS has_previous,
    chosen.generation, chosen.since, chosen.changed
FROM column_copy AS stored
CROSS JOIN LATERAL (
    SELECT edition.generation, edition.since, person.ids AS changed
    FROM (
        (
            SELECT loaded.generation, loaded.since, 1 AS place
            FROM unnest($3::bigint[], $4::bigint[], $5::integer[], $6::integer[], $7::integer[])
                AS loaded (series_id, id, generation, since, visible_from)
            WHERE loaded.series_id = stored.series_id AND loaded.id = stored.id
                AND loaded.visible_from <= stored.generation
                AND (
                    loaded.generation = stored.copied
                    OR (loaded.generation = stored.previous AND stored.previous_to = stored.copied)
                )
            ORDER BY loaded.generation DESC, loaded.since DESC
            LIMIT 1
        )
        UNION ALL
        SELECT stored.copied, stored.copied, 2
        WHERE NOT EXISTS (
            SELECT FROM unnest($3::bigint[], $4::bigint[], $5::integer[])
                AS loaded (series_id, id, generation)
            WHERE loaded.series_id = stored.series_id AND loaded.id = stored.id AND loaded.generation = stored.copied
        )
    ) AS edition
    CROSS JOIN LATERAL (
        SELECT
            count(changed.person_id) AS count,
            coalesce(string_agg(int8send(changed.person_id), ''::bytea), ''::bytea) AS ids
        FROM (
            SELECT DISTINCT changed_person.person_id
            FROM changed_person
            WHERE changed_person.workspace_id = $1::bigint AND changed_person.series_id = stored.series_id
                AND changed_person.generation >= edition.since
            LIMIT GREATEST(stored.people / 4, 1000) + 1
        ) AS changed
    ) AS person
    WHERE person.count <= GREATEST(stored.people / 4, 1000)
    ORDER BY edition.place
    LIMIT 1
) AS chosen
WHERE stored.workspace_id = $1::bigint AND stored.series_id = ANY($2::bigint[]) AND stored.files IS NOT NULL
