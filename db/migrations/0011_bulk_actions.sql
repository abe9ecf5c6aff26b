-- migrate:up

CREATE TYPE bulk_action_kind AS ENUM ('TAG', 'UNTAG', 'MESSAGE');
CREATE TYPE job_status AS ENUM ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'NO_DATA', 'FAILED', 'CANCELED', 'EXPIRED');

CREATE TABLE bulk_action (
    workspace_id    bigint           NOT NULL REFERENCES workspace,
    id              bigint           GENERATED ALWAYS AS IDENTITY,
    kind            bulk_action_kind NOT NULL,
    status          job_status       NOT NULL DEFAULT 'PENDING',
    selected        integer          NOT NULL DEFAULT 0,
    processed       integer          NOT NULL DEFAULT 0,
    succeeded       integer          NOT NULL DEFAULT 0,
    skipped         integer          NOT NULL DEFAULT 0,
    failed          integer          NOT NULL DEFAULT 0,
    last_person_id  bigint           NOT NULL DEFAULT 0, -- people are taken in the order of their ids; these are done
    tag_id          bigint,                              -- TAG, UNTAG
    undoes          bigint,                              -- the bulk action that this one takes back
    undone_by       bigint,                              -- the bulk action that takes this one back
    error           text,                                -- for the user, once FAILED
    idempotency_key text,
    input_hash      bytea,
    created_at      timestamptz      NOT NULL DEFAULT now(),
    completed_at    timestamptz,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, idempotency_key)
);

-- Who was selected when it was asked for. Up to the action's last person, no reason means that it was done to them.
CREATE TABLE bulk_action_person (
    workspace_id   bigint NOT NULL,
    bulk_action_id bigint NOT NULL,
    person_id      bigint NOT NULL,
    reason         text, -- why it was not
    PRIMARY KEY (workspace_id, bulk_action_id, person_id)
);

CREATE TABLE bulk_action_skip (
    workspace_id   bigint  NOT NULL,
    bulk_action_id bigint  NOT NULL,
    reason         text    NOT NULL,
    people         integer NOT NULL,
    PRIMARY KEY (workspace_id, bulk_action_id, reason)
);

-- migrate:down
