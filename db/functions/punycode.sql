-- A label of a domain in its ASCII form (RFC 3492), such as xn--exmple-cua for exämple. A label that is ASCII already, or
-- too long for a domain, is returned unchanged.
CREATE OR REPLACE FUNCTION punycode(label text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    digits CONSTANT text := 'abcdefghijklmnopqrstuvwxyz0123456789';
    points CONSTANT integer[] := ARRAY(SELECT ascii(letter) FROM regexp_split_to_table(label, '') AS letter);
    encoded text := regexp_replace(label, '[^\u0001-\u007f]', '', 'g');
    basic CONSTANT integer := length(encoded);
    done integer := basic;
    reached bigint := 128;
    delta bigint := 0;
    bias integer := 72;
    point bigint;
    rest bigint;
    place integer;
    threshold integer;
BEGIN
    IF basic = length(label) OR length(label) > 63 THEN
        RETURN label;
    END IF;
    encoded := encoded || CASE WHEN basic > 0 THEN '-' ELSE '' END;
    WHILE done < length(label) LOOP
        point := (SELECT min(each) FROM unnest(points) AS each WHERE each >= reached);
        delta := delta + (point - reached) * (done + 1);
        reached := point;
        FOREACH point IN ARRAY points LOOP
            delta := delta + (point < reached)::integer;
            CONTINUE WHEN point <> reached;
            rest := delta;
            place := 36;
            LOOP
                threshold := least(greatest(place - bias, 1), 26);
                EXIT WHEN rest < threshold;
                encoded := encoded || substr(digits, (threshold + (rest - threshold) % (36 - threshold))::integer + 1, 1);
                rest := (rest - threshold) / (36 - threshold);
                place := place + 36;
            END LOOP;
            encoded := encoded || substr(digits, rest::integer + 1, 1);
            rest := delta / CASE WHEN done = basic THEN 700 ELSE 2 END;
            done := done + 1;
            rest := rest + rest / done;
            bias := 0;
            WHILE rest > 455 LOOP
                rest := rest / 35;
                bias := bias + 36;
            END LOOP;
            bias := bias + 36 * rest / (rest + 38);
            delta := 0;
        END LOOP;
        delta := delta + 1;
        reached := reached + 1;
    END LOOP;
    RETURN 'xn--' || encoded;
END
$$;
