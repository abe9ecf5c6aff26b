-- Trigger function: the columnar copies that contain deleted rows cannot be used any more. The worker removes the files and
-- makes new ones. A copy that is being made now cannot be published either, because its generation is not above `copied`.
-- The row is also created where there is none: a worker that begins the first copy then waits until the deletion is
-- committed.
CREATE OR REPLACE FUNCTION discard_column_copies() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    affected record;
BEGIN
    IF starts_with(TG_TABLE_NAME, 'person') THEN -- on a Citus cluster it is the name of a shard
        FOR affected IN SELECT DISTINCT workspace_id FROM removed ORDER BY workspace_id LOOP
            UPDATE column_copy SET files = NULL, copied = generation WHERE workspace_id = affected.workspace_id;
        END LOOP;
    ELSE
        FOR affected IN SELECT DISTINCT workspace_id, series_id FROM removed ORDER BY workspace_id, series_id LOOP
            INSERT INTO column_copy (workspace_id, series_id) VALUES (affected.workspace_id, affected.series_id)
            ON CONFLICT (workspace_id, series_id) DO UPDATE SET files = NULL, copied = column_copy.generation;
        END LOOP;
    END IF;
    RETURN NULL;
END
$$;
