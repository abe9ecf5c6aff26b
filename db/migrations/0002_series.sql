CREATE TYPE series_status AS ENUM ('DRAFT', 'LIVE', 'PAUSED', 'ARCHIVED');

CREATE TABLE series (
    workspace_id bigint        NOT NULL REFERENCES workspace,
    id           bigint        GENERATED ALWAYS AS IDENTITY,
    key          text          NOT NULL,
    name         text          NOT NULL,
    status       series_status NOT NULL,
    goal         text,
    created_at   timestamptz   NOT NULL DEFAULT now(),
    data_through timestamptz,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, key)
);

COMMENT ON TABLE series IS 'One automated customer journey: blocks joined by paths.';
COMMENT ON COLUMN series.key IS 'The caller''s own id';
COMMENT ON COLUMN series.data_through IS 'Instant of the newest event';

CALL stamp_changes_of('series');

-- For each row, because PostgreSQL has no transition tables for triggers on certain columns.
CREATE TRIGGER definition_stamp AFTER INSERT OR DELETE OR UPDATE OF key, name, status, goal ON series
FOR EACH ROW EXECUTE FUNCTION stamp_definition();
