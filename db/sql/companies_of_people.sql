-- One row per person and company of their entries that have started, ordered by company.
-- $1 workspace_id bigint, $2 person_ids bigint[], $3 known_before timestamptz, $4 most integer
SELECT DISTINCT entry.person_id, (entry.company).said COLLATE "C" AS company
FROM entry
WHERE entry.workspace_id = $1::bigint AND entry.person_id = ANY($2::bigint[])
    AND entry.started_at < $3::timestamptz AND (entry.company).said IS NOT NULL
ORDER BY company
LIMIT $4::integer
