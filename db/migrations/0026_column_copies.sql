-- Columnar copies of large series, from which figures of selected people, cohorts and ranges are counted.
CREATE TABLE column_copy (
    workspace_id bigint      NOT NULL,
    series_id    bigint      NOT NULL,
    id           bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    generation   integer     NOT NULL DEFAULT 1,
    copied       integer,
    people       integer,
    files        jsonb,
    copied_at    timestamptz,
    PRIMARY KEY (workspace_id, series_id),
    FOREIGN KEY (workspace_id, series_id) REFERENCES series (workspace_id, id) ON DELETE CASCADE
);

COMMENT ON TABLE column_copy IS 'The columnar copy of a series in the storage. It is a cache: figures stay the same '
    'without it';
COMMENT ON COLUMN column_copy.id IS 'Replaced when rows are deleted, so that a copy which is being made then is not '
    'used. Part of the name of its folder, together with the generation';
COMMENT ON COLUMN column_copy.generation IS 'Number of the newest attempt to make a copy. People who change are recorded '
    'with it';
COMMENT ON COLUMN column_copy.copied IS 'Generation of the copy in the storage: it contains all changes that were '
    'recorded with an earlier one';
COMMENT ON COLUMN column_copy.people IS 'Number of people in the copy';
COMMENT ON COLUMN column_copy.files IS 'Names, sizes and checksums of its files; null while no copy can be used';

CALL isolate_table('column_copy');

CREATE TABLE changed_person (
    workspace_id bigint  NOT NULL,
    series_id    bigint  NOT NULL,
    generation   integer NOT NULL,
    person_id    bigint  NOT NULL,
    PRIMARY KEY (workspace_id, series_id, generation, person_id)
);

COMMENT ON TABLE changed_person IS 'A person with new events in a series since its columnar copy was made. Their figures '
    'are counted from rows';
COMMENT ON COLUMN changed_person.generation IS 'That of the column_copy when the events were recorded';

CALL isolate_table('changed_person');

-- Milepost deletes none of these rows. An operator who erases a person does.
CREATE TRIGGER discard_copies AFTER DELETE ON entry REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION discard_column_copies();
CREATE TRIGGER discard_copies AFTER DELETE ON visit REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION discard_column_copies();
CREATE TRIGGER discard_copies AFTER DELETE ON event REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION discard_column_copies();
CREATE TRIGGER discard_copies AFTER DELETE ON person REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION discard_column_copies();
