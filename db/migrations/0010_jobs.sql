-- migrate:up

CREATE TYPE job_state AS ENUM ('QUEUED', 'RUNNING', 'DONE', 'FAILED');

-- Work to be done after a request. A row is written in the request's own transaction; Valkey only delivers it.
CREATE TABLE job (
    workspace_id bigint      NOT NULL,
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    kind         text        NOT NULL,
    subject_id   bigint      NOT NULL,                  -- the bulk action, or whatever the kind works on
    state        job_state   NOT NULL DEFAULT 'QUEUED',
    attempt      integer     NOT NULL DEFAULT 0,        -- grows with every claim: who holds an older one has lost the job
    failures     smallint    NOT NULL DEFAULT 0,        -- in a row, with no progress in between
    run_at       timestamptz NOT NULL DEFAULT now(),
    sent_at      timestamptz,                           -- when it was last seen to be on its way to a worker
    sends        integer     NOT NULL DEFAULT 0,        -- numbers the messages, of which no two have the same id
    lease_until  timestamptz,
    error        text,                                  -- for the user, once FAILED
    created_at   timestamptz NOT NULL DEFAULT now(),
    finished_at  timestamptz,
    PRIMARY KEY (workspace_id, id)
);

CREATE INDEX job_queued ON job (workspace_id, run_at, id) WHERE state = 'QUEUED';
CREATE INDEX job_running ON job (workspace_id, lease_until) WHERE state = 'RUNNING';

-- migrate:down
