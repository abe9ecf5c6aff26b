-- Trigger function: the columnar copies that contain deleted rows cannot be used any more. The worker removes the files and
-- makes new ones. A new id keeps a copy that is being made now from being used. The row is also created where there is
-- none: a worker that begins the first copy then waits until the deletion is committed.
CREATE OR REPLACE FUNCTION discard_column_copies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'person' THEN
        UPDATE column_copy SET files = NULL, id = DEFAULT
        WHERE workspace_id IN (SELECT DISTINCT removed.workspace_id FROM removed);
    ELSE
        INSERT INTO column_copy (workspace_id, series_id)
        SELECT DISTINCT removed.workspace_id, removed.series_id FROM removed
        ON CONFLICT (workspace_id, series_id) DO UPDATE SET files = NULL, id = DEFAULT;
    END IF;
    RETURN NULL;
END
$$;
