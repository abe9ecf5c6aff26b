-- One row per entry made, none of which was known. Under the lock of the series, after ensure_people.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 keys text[], $4 external_ids text[]
INSERT INTO entry (workspace_id, series_id, key, person_id)
SELECT $1::bigint, wanted.series_id, wanted.key, person.id
FROM unnest($2::bigint[], $3::text[], $4::text[]) AS wanted (series_id, key, external_id)
JOIN person ON person.workspace_id = $1::bigint AND person.external_id = wanted.external_id
RETURNING series_id, key, id, person_id, false AS was_waiting
