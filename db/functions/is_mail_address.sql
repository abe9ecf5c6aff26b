-- Whether a text has the form of an e-mail address. A mail server may still refuse an address that passes. Rules of
-- domains in other scripts are checked as far as patterns can: core.mail.why_no_mail checks the rest at each mail.
CREATE OR REPLACE FUNCTION is_mail_address(address text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN octet_length(address) <= 254
    -- The domain as it is looked up: labels of up to 63 characters, and a last one that ends with a letter.
    AND CASE
        -- Without bounds on repetitions, which make a pattern slow.
        WHEN length(address) = octet_length(address) THEN address
            ~ ('^[a-zA-Z0-9_!#$%&''*+/=?^`{|}~-]+([.][a-zA-Z0-9_!#$%&''*+/=?^`{|}~-]+)*'
                || '@([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?[.])+([a-zA-Z0-9][a-zA-Z0-9-]*)?[a-zA-Z]$')
            AND (length(address) < 64 OR address !~ '@.*[^@.]{64}')
        ELSE ascii_domain(substring(address, '@([^@]*)$'))
            ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+([a-z0-9][a-z0-9-]{0,61})?[a-z]$'
    END
    -- Two hyphens after two characters are reserved for Punycode.
    AND (strpos(address, '--') = 0 OR address !~* '[@.](?!xn)[^.]{2}--')
    -- Top-level domains that are reserved and never have mailboxes.
    AND address !~* '[@.](arpa|invalid|local|localhost|onion|test)$'
    AND (length(address) = octet_length(address) OR (
        address ~ ('^[^][\s\u0001-\u0020\u007f-\u00a0()<>:;,\\."@]+([.][^][\s\u0001-\u0020\u007f-\u00a0()<>:;,\\."@]+)*'
            || '@[a-zA-Z0-9.\u00a1-\uffff-]+$')
        AND unicode_assigned(address)
        -- The ASCII form of a short address cannot be too long.
        AND (octet_length(address) < 64 OR octet_length(normal_address(address)) <= 254)
        -- Invisible characters (formats, private use, separators), and the Greek question mark: a semicolon in NFC.
        AND address !~ (
            '[\u00ad\u037e\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u1680\u180e\u2000-\u200f\u2028-\u202f'
            || '\u205f-\u2064\u2066-\u206f\u3000\ue000-\uf8ff\ufeff\ufff9-\ufffb\U000110bd\U000110cd'
            || '\U00013430-\U0001343f'
            || '\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f\U000f0000-\U0010ffff]'
        )
        -- Symbols in the domain, and a middle dot that does not stand between two letters l.
        AND address !~ (
            '@.*[\u00a1-\u00a9\u00ab-\u00b1\u00b4\u00b6\u00b8\u00bb-\u00bf\u00d7\u00f7\u2190-\u245f\u2500-\u2bff]'
        )
        AND address !~* '@.*([^l]\u00b7|\u00b7([^l]|$))'
        -- Marks that would be drawn on the character before the address, on its @ or on a dot.
        AND address !~ (
            '(^|[@.])[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]'
        )
        -- Labels of both writing directions, and labels that begin with a digit beside those from right to left.
        AND address !~ '@.*([\u05d0-\u06ef][^.]*[a-zA-Z]|[a-zA-Z][^.]*[\u05d0-\u06ef])'
        AND address !~ '@([^@]*[.])?[0-9].*[\u05d0-\u06ef]|@.*[\u05d0-\u06ef].*[.][0-9]'
    ));
