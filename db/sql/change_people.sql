-- One row per person of whom a given field changed. Run after lock_people.
-- $1 workspace_id bigint, $2 external_ids text[], $3 emails text[], $4 emails_given boolean[], $5 names text[],
-- $6 names_given boolean[], $7 attributes text[], $8 attributes_given boolean[], $9 unsubscribed boolean[],
-- $10 unsubscribed_given boolean[]
UPDATE person SET
    email = CASE WHEN given.has_email THEN given.email ELSE person.email END,
    name = CASE WHEN given.has_name THEN given.name ELSE person.name END,
    attributes = CASE WHEN given.has_attributes THEN given.attributes::jsonb ELSE person.attributes END,
    unsubscribed = CASE WHEN given.has_unsubscribed THEN given.unsubscribed ELSE person.unsubscribed END
FROM unnest(
    $2::text[], $3::text[], $4::boolean[], $5::text[], $6::boolean[], $7::text[], $8::boolean[], $9::boolean[],
    $10::boolean[]
) AS given (
    external_id, email, has_email, name, has_name, attributes, has_attributes, unsubscribed, has_unsubscribed
)
WHERE person.workspace_id = $1::bigint AND person.external_id = given.external_id
    AND (
        (given.has_email AND person.email IS DISTINCT FROM given.email)
        OR (given.has_name AND person.name IS DISTINCT FROM given.name)
        -- As texts, since 1 and 1.0 are equal as jsonb.
        OR (given.has_attributes AND person.attributes::text IS DISTINCT FROM given.attributes::jsonb::text)
        OR (given.has_unsubscribed AND person.unsubscribed IS DISTINCT FROM given.unsubscribed)
    )
RETURNING person.external_id
