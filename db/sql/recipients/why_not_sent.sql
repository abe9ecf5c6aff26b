-- The reason why a bulk action must not send its message to a person, or null if it may. Use it while the bulk action is
-- locked: a recipient is a duplicate if another one's message went to the same inbox, or will do so at its turn.
coalesce(
    why_no_mail(person.email, person.unsubscribed OR EXISTS (
        SELECT
        FROM unsubscribed_inbox
        WHERE unsubscribed_inbox.workspace_id = $1::bigint AND unsubscribed_inbox.inbox = inbox_of(person.email)
    )),
    (
        SELECT 'duplicate address'
        FROM recipient AS other
        JOIN person AS holder ON holder.workspace_id = $1::bigint AND holder.id = other.person_id
        WHERE other.workspace_id = $1::bigint AND other.bulk_action_id = $2::bigint
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
