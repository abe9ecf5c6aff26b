-- Text that a spreadsheet does not run as a formula: an apostrophe is put before text that begins with = + - @, a tab
-- or a line break.
CREATE OR REPLACE FUNCTION sheet_text(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN ascii(value) IN (61, 43, 45, 64, 9, 13, 10) THEN '''' || value ELSE value END;
