-- A person. `attributes` is null for everyone if the attributes of all people that the statement selects, as text, have
-- more than $3 characters.
id, external_id, email, name, unsubscribed,
CASE WHEN sum(length(attributes::text)) OVER () <= $3::bigint THEN attributes END AS attributes,
created_at
