-- The reason why a bulk action must not send its message to a recipient, or null if it may. Call it while the bulk action
-- is locked: a recipient is a duplicate if another one's message went to the same inbox, or will do so at its turn.
CREATE OR REPLACE FUNCTION why_not_sent(workspace_id bigint, bulk_action_id bigint, person_id bigint) RETURNS text
LANGUAGE sql STABLE STRICT
RETURN (
    SELECT coalesce(
        why_no_mail(person.email, person.unsubscribed OR EXISTS (
            SELECT
            FROM unsubscribed_inbox
            WHERE unsubscribed_inbox.workspace_id = why_not_sent.workspace_id
                AND unsubscribed_inbox.inbox = inbox_of(person.email)
        )),
        (
            SELECT 'duplicate address'
            FROM recipient AS other
            JOIN person AS holder ON holder.workspace_id = why_not_sent.workspace_id AND holder.id = other.person_id
            WHERE other.workspace_id = why_not_sent.workspace_id
                AND other.bulk_action_id = why_not_sent.bulk_action_id
                AND other.inbox = inbox_of(person.email) AND other.person_id <> person.id
                AND (
                    other.state IN ('SENDING', 'SENT', 'FAILED')
                    -- Its turn comes first, and its address has not changed since it was added.
                    OR other.state = 'PENDING' AND other.person_id < person.id
                        AND inbox_of(holder.email) = other.inbox
                        AND why_no_mail(holder.email, holder.unsubscribed) IS NULL
                )
            LIMIT 1
        )
    )
    FROM person
    WHERE person.workspace_id = why_not_sent.workspace_id AND person.id = why_not_sent.person_id
);
