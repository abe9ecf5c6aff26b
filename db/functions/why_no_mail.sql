-- The reason why no e-mail can be sent to a person, or null if it can.
CREATE OR REPLACE FUNCTION why_no_mail(email text, unsubscribed boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN coalesce(email, '') = '' THEN 'no e-mail'
    WHEN unsubscribed THEN 'unsubscribed'
    WHEN NOT is_mail_address(email) THEN 'malformed address'
END;
