-- A deletion of rows no longer replaces the id of a columnar copy: it raises `copied` instead.
COMMENT ON COLUMN column_copy.id IS 'Part of the name of its folder, together with the generation';
COMMENT ON COLUMN column_copy.copied IS 'Generation of the newest copy, which contains all changes that were recorded '
    'with an earlier one. If rows were deleted since, the generation that was newest then. Only a newer one can be '
    'published';
