-- migrate:up

-- The id by which the API knows a thing: numbers as text, joined by dots where there are several. No letter of such an
-- id is written differently in URLs. STABLE, as convert_to is: only so is it put in line.
CREATE FUNCTION global_id(type text, numbers text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN rtrim(encode(convert_to(type || ':' || numbers, 'UTF8'), 'base64'), '=');

-- The delivery that an event belongs to: what the caller calls it, or one for all that an entry got at a block.
CREATE FUNCTION receipt_id(receipt text, entry_id bigint, block_id bigint) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(receipt, global_id('Receipt', entry_id::text || '.' || block_id::text));

-- An instant as RFC 3339 in the session's time zone. Offsets of odd seconds, the last of which ended in 1972, cannot be
-- written so: before 1973 the text is in UTC.
CREATE FUNCTION instant_text(at timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
    WHEN at >= '1973-01-01T00:00:00Z' THEN to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.USTZH:TZM')
    ELSE to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')
END;

-- A text for a spreadsheet, which must not run it as a formula: those begin with = + - @, a tab or a line break.
CREATE FUNCTION sheet_text(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN ascii(value) IN (61, 43, 45, 64, 9, 13, 10) THEN '''' || value ELSE value END;

-- What the content of a block is called in exports.
CREATE FUNCTION content_type(kind block_kind) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE kind WHEN 'SMS' THEN 'SMS' WHEN 'WHATSAPP' THEN 'WhatsApp' ELSE initcap(kind::text) END;

-- The company of an entry as far as it was known before an instant.
CREATE FUNCTION company_known(company occurrence, before timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (company).at < before THEN (company).said END;

-- The entries of the people to whom something happened in the range, of those that started before its end. From the
-- beginning on, whoever started is among them: the comparison saves a look at all events.
CREATE FUNCTION exported_entries(
    workspace_id bigint, series_id bigint, begin timestamptz, before timestamptz, started_begin timestamptz,
    started_before timestamptz
) RETURNS SETOF entry
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT entry.*
    FROM entry
    WHERE entry.workspace_id = $1 AND entry.series_id = $2
        AND entry.started_at >= $5 AND entry.started_at < LEAST($4, $6)
        AND ($3 <= '0001-01-02T00:00:00Z' OR entry.person_id IN (
            SELECT event.person_id
            FROM event
            WHERE event.workspace_id = $1 AND event.series_id = $2 AND event.at >= $3 AND event.at < $4
        ))
$$;

-- migrate:down
