-- One row per state and reason: the number of recipients changed to it. Recipients with a final state are left unchanged.
-- $1 workspace_id bigint, $2 bulk_action_id bigint, $3 person_ids bigint[], $4 states recipient_state[], $5 reasons text[],
-- $6 pauses interval[]
-- PENDING with a pause means that the mail server deferred the mail; without one, the mail was not sent.
WITH settled AS (
    UPDATE recipient
    SET
        state = result.state,
        reason = result.reason,
        deferrals = recipient.deferrals + (result.pause IS NOT NULL)::integer,
        due_at = coalesce(result.due_at, recipient.due_at),
        changed_at = statement_timestamp()
    FROM (
        SELECT given.person_id, given.state, given.reason, given.pause, statement_timestamp() + given.pause AS due_at
        FROM unnest($3::bigint[], $4::recipient_state[], $5::text[], $6::interval[])
            AS given (person_id, state, reason, pause)
        OFFSET 0 -- keeps the clock out of coalesce, where Citus refuses it
    ) AS result
    WHERE recipient.workspace_id = $1::bigint AND recipient.bulk_action_id = $2::bigint
        AND recipient.person_id = ANY($3::bigint[]) AND recipient.person_id = result.person_id
        AND recipient.state IN ('PENDING', 'SENDING')
    RETURNING recipient.state, recipient.reason
)
SELECT settled.state, settled.reason, count(*)::integer AS people
FROM settled
GROUP BY settled.state, settled.reason
