-- The change of the stored counts of one quarter of an hour, as a row of level 1 holds it: the number, the position of the
-- quarter among the 32 of the row, and which counts the number is added to: entries (1), people (2), events (4).
CREATE OR REPLACE FUNCTION quarter_change(number bigint, quarter integer, counts integer) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN number << 8 | ((quarter & 31) << 3) | counts;
