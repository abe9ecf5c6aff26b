-- What identifies the inbox of an e-mail address: the SHA-256 of its normal form. Null if there is no address. A hash,
-- so that unsubscribe links can contain it without showing the address to proxies and their logs.
CREATE OR REPLACE FUNCTION inbox_of(email text) RETURNS bytea
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN sha256(convert_to(normal_address(email), 'UTF8'));
