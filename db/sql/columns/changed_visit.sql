-- One row per visit of these people, by entry: there is no index by person.
-- $1 workspace_id bigint, $2 series_id bigint, $3 since integer, $4 before integer
{copied_rows/visit}
    AND visit.entry_id = ANY(ARRAY(
        SELECT entry.id
        FROM entry
        WHERE entry.workspace_id = $1::bigint AND entry.series_id = $2::bigint AND entry.started_at IS NOT NULL
            AND entry.person_id = ANY(ARRAY(
                {copied_rows/changed_people}
            ))
    ))
