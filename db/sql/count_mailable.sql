-- One row per reason for which people cannot be sent e-mail, and one without a reason for the others: how many people.
-- $1 workspace_id bigint
SELECT why_no_mail(person.email, person.unsubscribed) AS reason, count(*)::integer AS people
FROM person
WHERE person.workspace_id = $1::bigint
    AND {people_in_scope}
GROUP BY 1
ORDER BY people DESC, reason
