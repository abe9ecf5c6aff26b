-- How far work has come: as its job knows it, and as users see it.
CREATE TYPE job_state AS ENUM ('QUEUED', 'RUNNING', 'DONE', 'FAILED');
CREATE TYPE job_status AS ENUM ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'NO_DATA', 'FAILED', 'CANCELED', 'EXPIRED');

CREATE TABLE job (
    workspace_id bigint      NOT NULL,
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    kind         text        NOT NULL,
    subject_id   bigint      NOT NULL,
    state        job_state   NOT NULL DEFAULT 'QUEUED',
    attempt      integer     NOT NULL DEFAULT 0,
    failures     smallint    NOT NULL DEFAULT 0,
    run_at       timestamptz NOT NULL DEFAULT now(),
    sent_at      timestamptz,
    sends        integer     NOT NULL DEFAULT 0,
    lease_until  timestamptz,
    error        text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    finished_at  timestamptz,
    PRIMARY KEY (workspace_id, id)
);

COMMENT ON TABLE job IS 'One background job. It is written in the transaction of the request that needs it; Valkey '
    'only delivers it to a worker.';
COMMENT ON COLUMN job.subject_id IS 'The bulk action or export that the job works on';
COMMENT ON COLUMN job.attempt IS 'Grows with every claim: a worker that holds an older attempt has lost the job';
COMMENT ON COLUMN job.failures IS 'Failures in a row, without progress between them';
COMMENT ON COLUMN job.run_at IS 'When it is due';
COMMENT ON COLUMN job.sent_at IS 'When it was last known to be on its way to a worker';
COMMENT ON COLUMN job.sends IS 'Numbers the messages about the job, so that no two have the same id';
COMMENT ON COLUMN job.lease_until IS 'When another worker may take it over';
COMMENT ON COLUMN job.error IS 'Message for the user of a FAILED job';

CREATE INDEX job_queued ON job (workspace_id, run_at, id) WHERE state = 'QUEUED';
CREATE INDEX job_running ON job (workspace_id, lease_until) WHERE state = 'RUNNING';
CREATE INDEX job_finished ON job (workspace_id, finished_at) WHERE finished_at IS NOT NULL;
