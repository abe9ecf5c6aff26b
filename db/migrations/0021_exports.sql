-- migrate:up

CREATE TABLE export (
    workspace_id    bigint        NOT NULL,
    id              bigint        GENERATED ALWAYS AS IDENTITY,
    series_id       bigint        NOT NULL,
    request         jsonb         NOT NULL, -- what was asked for: core.exports.ExportRequest
    fingerprint     bytea         NOT NULL, -- of the request as it was given: another one under the same key is refused
    idempotency_key text,
    as_of           timestamptz   NOT NULL,
    link_base       text          NOT NULL, -- what the link begins with
    link_key        bytea         NOT NULL, -- signs the link; nothing else is signed with it
    status          job_status    NOT NULL DEFAULT 'PENDING',
    progress        real          NOT NULL DEFAULT 0,
    files           jsonb         NOT NULL DEFAULT '[]', -- once completed: core.exports.ExportedFile
    attempt         integer       NOT NULL DEFAULT 0,     -- the one that is at it: an older one must change nothing
    is_stored       boolean       NOT NULL DEFAULT false, -- something of it may be in the storage
    size            bigint,                 -- of the archive, in bytes
    error           text,                   -- for the user, once FAILED
    created_at      timestamptz   NOT NULL DEFAULT now(),
    completed_at    timestamptz,
    expires_at      timestamptz,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, idempotency_key),
    FOREIGN KEY (workspace_id, series_id) REFERENCES series
);

CREATE INDEX export_series ON export (workspace_id, series_id, id DESC);
CREATE INDEX export_stored ON export (workspace_id, expires_at) WHERE is_stored;

-- migrate:down
