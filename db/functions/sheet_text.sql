-- Text that a spreadsheet does not run as a formula: an apostrophe is put before text that begins with = + - @, a tab
-- or a line break, also behind apostrophes. So the text can be restored: otherwise '=1 and =1 would be written alike.
CREATE OR REPLACE FUNCTION sheet_text(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN ascii(ltrim(value, '''')) IN (61, 43, 45, 64, 9, 13, 10) THEN '''' || value ELSE value END;
