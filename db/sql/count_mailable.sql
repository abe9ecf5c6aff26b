-- One row per reason for which people would not be sent a message, and one without a reason for the others: how many people.
-- $1 workspace_id bigint
SELECT reason, count(*)::integer AS people
FROM (
    SELECT coalesce(
        judged.reason,
        CASE WHEN row_number() OVER (PARTITION BY judged.reason, judged.address) > 1 THEN 'duplicate address' END
    ) AS reason
    FROM (
        SELECT
            normal_address(person.email) AS address,
            -- EXISTS lets the planner choose: one look-up for each of a few people, or all inboxes once for many people.
            why_no_mail(person.email, person.unsubscribed OR EXISTS (
                SELECT
                FROM unsubscribed_inbox
                WHERE unsubscribed_inbox.workspace_id = $1::bigint
                    AND unsubscribed_inbox.inbox = inbox_of(person.email)
            )) AS reason
        FROM person
        WHERE person.workspace_id = $1::bigint
            AND {people_in_scope}
    ) AS judged
) AS counted
GROUP BY reason
ORDER BY people DESC, reason
