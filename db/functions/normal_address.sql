-- The normal form of an e-mail address, or null if there is none. Addresses with the same normal form are the same inbox:
-- neither case nor spaces around an address matter, and a domain may be written in its ASCII form. Dots and +tags matter.
CREATE OR REPLACE FUNCTION normal_address(email text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT CASE
        WHEN length(trimmed) = octet_length(trimmed) THEN nullif(lower(trimmed COLLATE pg_c_utf8), '')
        ELSE replace(
                -- NFC again, since some letters have a composed form only in one case.
                normalize(casefold(normalize(coalesce(substring(trimmed, '^(.*)@'), trimmed), NFC) COLLATE pg_c_utf8), NFC),
                U&'i\0307', U&'\0130' -- The dotted capital I, whose lower case is two characters.
            )
            || coalesce('@' || ascii_domain(substring(trimmed, '@([^@]*)$')), '')
    END
    FROM (SELECT btrim(
        email, U&'\0009\000A\000B\000C\000D\001C\001D\001E\001F\0020\0085\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A'
            '\2028\2029\202F\205F\3000\FEFF'
    )) AS given (trimmed)
);
