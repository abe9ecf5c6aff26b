-- One row per reason for which the next people of a bulk action are skipped, and one without a reason: how many people,
-- and the last of all of them. Writes them down as recipients.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 after_person_id bigint, $4 most bigint
WITH batch AS MATERIALIZED (
    SELECT bulk_action_person.person_id
    FROM bulk_action_person
    WHERE bulk_action_person.workspace_id = $1::bigint AND bulk_action_person.bulk_action_id = $2::bigint
        AND bulk_action_person.person_id > $3::bigint
    ORDER BY bulk_action_person.person_id
    LIMIT $4::bigint
),
judged AS (
    SELECT batch.person_id, why_no_mail(person.email, person.unsubscribed) AS reason
    FROM batch
    JOIN person ON person.workspace_id = $1::bigint AND person.id = batch.person_id
),
added AS (
    INSERT INTO recipient (workspace_id, bulk_action_id, person_id, state, reason)
    SELECT
        $1::bigint, $2::bigint, judged.person_id,
        CASE WHEN judged.reason IS NULL THEN 'PENDING' ELSE 'SKIPPED' END::recipient_state, judged.reason
    FROM judged
    RETURNING recipient.reason
)
SELECT added.reason, count(*)::integer AS people, (SELECT max(batch.person_id) FROM batch) AS last_person_id
FROM added
GROUP BY added.reason
