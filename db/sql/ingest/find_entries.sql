-- No rows. Finds the entries of the batch and their people, where not found yet.
-- The entries are joined to a second reference to the batch: otherwise Citus would fetch all of the workspace.
-- $1 workspace_id bigint
WITH found AS (
    SELECT
        wanted.number, entry.id, entry.person_id, person.external_id, entry.first_at, (entry.company).at AS company_at,
        entry.is_started
    FROM staged_entry AS wanted
    JOIN entry ON entry.workspace_id = $1::bigint AND entry.series_id = wanted.series_id AND entry.key = wanted.entry
    JOIN person ON person.workspace_id = $1::bigint AND person.id = entry.person_id
    WHERE wanted.entry_id IS NULL
)
UPDATE staged_entry SET
    entry_id = found.id,
    person_id = found.person_id,
    is_theirs = found.external_id = staged_entry.person,
    first_at = found.first_at,
    company_at = found.company_at,
    starts_late = staged_entry.starts AND found.first_at IS NOT NULL AND NOT found.is_started
FROM found
WHERE staged_entry.number = found.number
