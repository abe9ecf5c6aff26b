-- The id of an object in the API: its type and its numbers (joined by dots if there are several), in unpadded base64.
-- Such ids contain no character that URLs must escape. STABLE because convert_to is: only then is the function inlined.
CREATE OR REPLACE FUNCTION global_id(type text, numbers text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN rtrim(encode(convert_to(type || ':' || numbers, 'UTF8'), 'base64'), '=');
