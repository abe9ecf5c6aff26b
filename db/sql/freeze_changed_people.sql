-- No rows. Writes down for one bulk action the people whom another has changed; the count of rows is theirs.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 undone_id bigint
INSERT INTO bulk_action_person (workspace_id, bulk_action_id, person_id)
SELECT $1::bigint, $2::bigint, changed.person_id
FROM bulk_action_person AS changed
JOIN bulk_action ON bulk_action.workspace_id = $1::bigint AND bulk_action.id = changed.bulk_action_id
WHERE changed.workspace_id = $1::bigint AND changed.bulk_action_id = $3::bigint
    AND changed.person_id <= bulk_action.last_person_id AND changed.reason IS NULL
ORDER BY changed.person_id
