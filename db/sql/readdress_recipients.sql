-- No rows. Updates the inbox of the next due recipients whose address has changed. Run after lock_bulk_action.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 most bigint
UPDATE recipient
SET inbox = current.inbox
FROM (
    SELECT due.person_id, inbox_of(person.email) AS inbox
    FROM recipient AS due
    JOIN person ON person.workspace_id = $1::bigint AND person.id = due.person_id
    WHERE due.workspace_id = $1::bigint AND due.bulk_action_id = $2::bigint
        AND due.state = 'PENDING' AND due.due_at <= clock_timestamp()
    ORDER BY due.due_at, due.person_id
    LIMIT $3::bigint
) AS current
WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = $2::bigint
    AND recipient.person_id = current.person_id AND recipient.inbox IS DISTINCT FROM current.inbox
