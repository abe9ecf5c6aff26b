-- The name of a block's kind of content in exports.
CREATE OR REPLACE FUNCTION content_type(kind block_kind) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE kind WHEN 'SMS' THEN 'SMS' WHEN 'WHATSAPP' THEN 'WhatsApp' ELSE initcap(kind::text) END;
