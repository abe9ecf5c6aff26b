-- One row per entry named that is known: whose it is, and whether its start is known.
-- Under the lock of the series.
-- $1 workspace_id bigint, $2 series_ids bigint[], $3 keys text[]
SELECT
    entry.series_id, entry.key, entry.id, entry.person_id, person.external_id,
    NOT entry.is_started AS was_waiting
FROM unnest($2::bigint[], $3::text[]) AS named (series_id, key)
JOIN entry ON entry.workspace_id = $1::bigint AND entry.series_id = named.series_id AND entry.key = named.key
JOIN person ON person.workspace_id = $1::bigint AND person.id = entry.person_id
