-- One row per reason for which people of a bulk action's next batch are skipped, and one without a reason for the
-- others: the number of people and of the batch. Stores the others as recipients. No rows if there is no next batch.
-- Unsubscribed inboxes and duplicates are found at each recipient's turn (why_not_sent).
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 last_batch integer
WITH batch AS MATERIALIZED (
    {bulk_actions/next_batch}
),
added AS (
    INSERT INTO recipient (workspace_id, bulk_action_id, person_id, state, reason, inbox)
    SELECT
        $1::bigint, $2::bigint, person.id,
        CASE WHEN judged.reason IS NULL THEN 'PENDING' ELSE 'SKIPPED' END::recipient_state, judged.reason,
        CASE WHEN judged.reason IS NULL THEN inbox_of(person.email) END
    FROM person
    CROSS JOIN LATERAL why_no_mail(person.email, person.unsubscribed) AS judged (reason)
    WHERE person.workspace_id = $1::bigint AND person.id = ANY((SELECT batch.person_ids FROM batch)::bigint[])
    RETURNING recipient.reason
)
SELECT added.reason, count(*)::integer AS people, (SELECT batch.number FROM batch) AS number
FROM added
GROUP BY added.reason
