CREATE TABLE export (
    workspace_id    bigint        NOT NULL,
    id              bigint        GENERATED ALWAYS AS IDENTITY,
    series_id       bigint        NOT NULL,
    request         jsonb         NOT NULL,
    fingerprint     bytea         NOT NULL,
    idempotency_key text,
    as_of           timestamptz   NOT NULL,
    link_base       text          NOT NULL,
    link_key        bytea         NOT NULL,
    status          job_status    NOT NULL DEFAULT 'PENDING',
    progress        real          NOT NULL DEFAULT 0,
    files           jsonb         NOT NULL DEFAULT '[]',
    attempt         integer       NOT NULL DEFAULT 0,
    is_stored       boolean       NOT NULL DEFAULT false,
    size            bigint,
    error           text,
    created_at      timestamptz   NOT NULL DEFAULT now(),
    completed_at    timestamptz,
    expires_at      timestamptz,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, idempotency_key),
    FOREIGN KEY (workspace_id, series_id) REFERENCES series
);

COMMENT ON TABLE export IS 'One requested export of the raw data of a series.';
COMMENT ON COLUMN export.request IS 'What was requested: core.exports.ExportRequest';
COMMENT ON COLUMN export.fingerprint IS 'Of the request: another request with the same idempotency key is refused';
COMMENT ON COLUMN export.link_base IS 'Beginning of the download link';
COMMENT ON COLUMN export.link_key IS 'Secret that signs the download link, and nothing else';
COMMENT ON COLUMN export.progress IS 'From 0 to 1';
COMMENT ON COLUMN export.files IS 'Its files once completed: core.exports.ExportedFile';
COMMENT ON COLUMN export.attempt IS 'The attempt that works on it: an older one must not change anything';
COMMENT ON COLUMN export.is_stored IS 'Whether the storage may contain anything of it';
COMMENT ON COLUMN export.size IS 'Of the archive, in bytes';
COMMENT ON COLUMN export.error IS 'Message for the user of a FAILED export';

CREATE INDEX export_series ON export (workspace_id, series_id, id DESC);
CREATE INDEX export_stored ON export (workspace_id, expires_at) WHERE is_stored;

CALL stamp_changes_of('export');
