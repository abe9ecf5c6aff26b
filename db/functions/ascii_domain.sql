-- A domain in lower case and in its ASCII form, as a mail server looks it up (UTS 46 without transitional processing).
-- Private-use characters keep the final sigma and the sharp s, which are letters of their own in domains, from being folded.
CREATE OR REPLACE FUNCTION ascii_domain(domain text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT string_agg(punycode(label), '.' ORDER BY number)
    FROM string_to_table(
        translate(
            normalize(
                casefold(
                    -- Domains ignore these characters.
                    regexp_replace(
                        normalize(translate(domain, 'ςßẞ', U&'\F8FF\F8FE\F8FE'), NFKC),
                        '[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]',
                        '', 'g'
                    ) COLLATE pg_unicode_fast
                ),
                NFKC
            ),
            U&'\F8FF\F8FE\3002', 'ςß.' -- and the dot of East Asian scripts
        ),
        '.'
    ) WITH ORDINALITY AS labels (label, number)
);
