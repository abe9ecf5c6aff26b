-- Whether a text has the form of an e-mail address. A mail server may still refuse an address that passes.
CREATE OR REPLACE FUNCTION is_mail_address(address text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN length(address) <= 254
    AND address ~ ('^[^][\s\u0001-\u0020\u007f-\u00a0()<>:;,\\."@]+([.][^][\s\u0001-\u0020\u007f-\u00a0()<>:;,\\."@]+)*'
        || '@([a-zA-Z0-9\u00a1-\uffff]([a-zA-Z0-9\u00a1-\uffff-]{0,61}[a-zA-Z0-9\u00a1-\uffff])?[.])+'
        || '[a-zA-Z\u00a1-\uffff]([a-zA-Z0-9\u00a1-\uffff-]{0,61}[a-zA-Z0-9\u00a1-\uffff])?$')
    -- Invisible characters (formats, private use, separators) and the Greek question mark, which is a semicolon in NFC.
    AND address !~ (
        '[\u00ad\u037e\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064'
        || '\u2066-\u206f\u3000\ue000-\uf8ff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f'
        || '\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f\U000f0000-\U0010ffff]'
    )
    -- top-level domains that are reserved and never have mailboxes
    AND address !~* '[@.](arpa|invalid|local|localhost|onion|test)$';
