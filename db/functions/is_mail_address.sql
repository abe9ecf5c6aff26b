-- Whether a text has the form of an e-mail address. A mail server may still refuse an address that passes.
CREATE OR REPLACE FUNCTION is_mail_address(address text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN length(address) <= 254
    AND address ~ ('^[^][\s\u0001-\u0020\u007f-\u00a0()<>:;,\\."@]+([.][^][\s\u0001-\u0020\u007f-\u00a0()<>:;,\\."@]+)*'
        || '@([a-zA-Z0-9\u00a1-\uffff]([a-zA-Z0-9\u00a1-\uffff-]{0,61}[a-zA-Z0-9\u00a1-\uffff])?[.])+'
        || '[a-zA-Z\u00a1-\uffff]([a-zA-Z0-9\u00a1-\uffff-]{0,61}[a-zA-Z0-9\u00a1-\uffff])?$')
    -- top-level domains that are reserved and never have mailboxes
    AND address !~* '[@.](arpa|invalid|local|localhost|onion|test)$';
