-- One row per person with entries that started: how many.
-- $1 workspace_id bigint, $2 person_ids bigint[], $3 first_series_id bigint, $4 last_series_id bigint, $5 before timestamptz
SELECT requested.person_id, count(*) AS count
FROM unnest($2::bigint[]) AS requested (person_id)
JOIN entry ON entry.workspace_id = $1::bigint AND entry.person_id = requested.person_id
    AND entry.series_id BETWEEN $3::bigint AND $4::bigint
    AND entry.started_at < $5::timestamptz
GROUP BY requested.person_id
