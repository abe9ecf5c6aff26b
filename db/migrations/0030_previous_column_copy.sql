-- The copy before the newest one stays usable for processes that have loaded it, until they have loaded the newest one.
ALTER TABLE column_copy ADD COLUMN previous integer, ADD COLUMN previous_to integer;

COMMENT ON COLUMN column_copy.previous IS 'Generation of the copy before, which processes may have loaded. Changes '
    'recorded since it are kept; null if it must not be used';
COMMENT ON COLUMN column_copy.previous_to IS 'Generation of the copy that followed it. If that is not `copied`, a worker '
    'of an earlier release has published the newest copy, and `previous` must not be used';
