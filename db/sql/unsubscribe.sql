-- No rows. Unsubscribes a person from e-mail.
-- $1 workspace_id bigint, $2 person_id bigint
UPDATE person
SET unsubscribed = true
WHERE person.workspace_id = $1::bigint AND person.id = $2::bigint
